import { memo } from 'react';
import controls from '../../shared/controls.module.css';
import { duration, toolWords } from '../../shared/plan/words';
import { looksOpen, type SocketState } from '../../shared/socket';
import { type CallState, callOf, isBusy } from './callState';
import type { ToolUse } from './run';
import styles from './ToolLines.module.css';

/** What the planner did besides writing, a line each. Before there is anything to say, it says that. */
export function ToolLines({ state, line }: { state: CallState; line: SocketState }) {
  const tools = 'run' in state ? (state.run?.tools ?? []) : [];
  const over = !isBusy(state);
  if (tools.length === 0) {
    return <p className={styles.tools}>{wordsWithoutTools(state, line)}</p>;
  }
  return (
    <ul className={styles.tools} aria-label="Tools used">
      {tools.map((tool, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ids may repeat, and a use keeps its place
        <ToolLine key={index} tool={tool} over={over} />
      ))}
    </ul>
  );
}

function wordsWithoutTools(state: CallState, line: SocketState): string {
  if (state.phase === 'idle' || state.phase === 'logged' || callOf(state) === undefined) {
    return 'Your plan appears here, field by field.';
  }
  if (state.phase === 'connecting') {
    // One that has had no answer goes out once more when the line is back.
    return looksOpen(line) ? 'Sent to the planner' : 'To be sent once there is a connection';
  }
  if (state.phase === 'lost') {
    return 'No tools used so far';
  }
  if (isBusy(state)) {
    return isWriting(state) ? 'Writing the plan' : 'Reading the prediction';
  }
  return state.run === undefined ? 'Nothing was drafted' : 'No tools were used';
}

function isWriting(state: CallState): boolean {
  return 'run' in state && state.run !== undefined && state.run.text !== '';
}

const ToolLine = memo(function ToolLine({ tool, over }: { tool: ToolUse; over: boolean }) {
  return (
    <li className={styles.tool}>
      <svg className={styles.mark} viewBox="0 0 12 12" aria-hidden="true">
        {tool.state === 'done' && <path d="M2 6.5 5 9.5 10 2.5" />}
        {tool.state === 'failed' && <path d="M2.5 2.5l7 7m0-7l-7 7" />}
        {tool.state === 'started' && <path d="M3 6h6" />}
      </svg>
      <span>
        {toolWords(tool.name, tool.state, tool.input)}
        {tool.state === 'started' && over && <span className={controls.unseen}>, unfinished</span>}
        {tool.durationMs !== undefined && <span className={styles.time}> {duration(tool.durationMs)}</span>}
      </span>
    </li>
  );
});
