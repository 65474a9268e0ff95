/** Reads `template.yaml`, with each short form, such as `!Ref X`, as what it stands for. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CollectionTag, parse, type ScalarTag } from 'yaml';

/** A call of one of CloudFormation's functions, whose value nobody knows before it is deployed. */
export class Later {
  readonly name: string;
  readonly argument: unknown;

  constructor(name: string, argument: unknown) {
    this.name = name;
    this.argument = argument;
  }
}

export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
}

export interface Template {
  Globals: { Function: Record<string, unknown> };
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
}

const names = ['Ref', 'Sub', 'GetAtt', 'If', 'Equals', 'Not', 'Or', 'Select', 'Split'];

const forms = names.flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => new Later(name, text) },
  { tag: `!${name}`, collection: 'seq', resolve: (node) => new Later(name, node.toJSON()) },
]);

export function readTemplate(): Template {
  const text = readFileSync(fileURLToPath(new URL('../../template.yaml', import.meta.url)), 'utf8');
  return parse(text, { customTags: forms, version: '1.1', uniqueKeys: true });
}
