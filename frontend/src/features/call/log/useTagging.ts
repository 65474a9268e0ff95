import { useState } from 'react';
import { useSessionText } from '../../../shared/sessionText';
import { addTags, readTags, type Tagging, writeTags } from './tagList';

export interface TaggingView {
  tags: readonly string[];
  /** What is being written; it becomes a tag when it is ended, or the call is logged. */
  written: string;
  /** Why what is written can't become a tag, or nothing. */
  problem: string;
  write(text: string): void;
  /** Makes tags of a text, or keeps it and says why not. */
  add(text: string): void;
  remove(tag: string): void;
}

/**
 * The tags that the next call will be logged with, the one that is being written among them; they outlive a reload.
 * `minded` is told of every change.
 */
export function useTagging(minded: () => void): TaggingView & { finish(): Tagging; clear(): void } {
  const [kept, keep] = useSessionText('calledit.tags');
  const [written, setWritten] = useSessionText('calledit.tag');
  const [problem, setProblem] = useState('');
  const tags = readTags(kept);

  const add = (text: string): Tagging => {
    const added = addTags(tags, text);
    setProblem(added.problem);
    setWritten(added.problem === '' ? '' : text);
    keep(writeTags(added.tags));
    return added;
  };
  return {
    tags,
    written,
    problem,
    write(text) {
      setWritten(text);
      setProblem('');
      minded();
    },
    add(text) {
      if (text !== '') {
        add(text);
        minded();
      }
    },
    remove(tag) {
      keep(writeTags(tags.filter((other) => other !== tag)));
      setProblem('');
      minded();
    },
    finish: () => add(written),
    clear() {
      keep('');
      setWritten('');
      setProblem('');
    },
  };
}
