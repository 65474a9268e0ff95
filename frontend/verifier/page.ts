import '../src/app/fonts.css';
import '../src/app/tokens.css';
import '../src/app/base.css';
import './page.css';
import { type Receipt, readReceipt } from './receipt';
import type { Call } from './standings';
import { chainSteps, decoded, type Finding, notUtf8 } from './verifyChain';
import { counted, dateOf, sentenceOf, stateOf } from './words';

/** How long the page may be deaf to its reader, in milliseconds. */
const longestSlice = 30;
const rowsAtATime = 100;

// Everything that comes out of a proof is put in as text, and never as HTML: a proof is somebody else's file.
const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const file = find<HTMLInputElement>('file');
const text = find<HTMLTextAreaElement>('text');
const receipt = find<HTMLInputElement>('receipt');
const receiptTrouble = find('receipt-trouble');
const source = find('source');
const status = find('status');
const progress = find<HTMLProgressElement>('progress');
const facts = find('facts');
const remarks = find('remarks');
const calls = find('calls');
const rows = find('rows');
const more = find<HTMLButtonElement>('more');

interface Proof {
  name: string;
  read: () => Promise<ArrayBuffer | string>;
}

let chosen: Proof | undefined;
/** Counts up with each verification, so that an older one notices that nobody waits for it any more. */
let current = 0;

async function verify(proof: Proof, expected: Receipt | undefined): Promise<void> {
  current++;
  const mine = current;
  clear();
  source.textContent = proof.name;
  say('waiting', 'Reading…');
  const finding = await findingOf(proof, expected, () => mine === current);
  if (mine === current && finding !== undefined) {
    progress.hidden = true;
    show(finding, expected);
    // On a phone it stands below the form.
    status.scrollIntoView({ block: 'nearest' });
  }
}

async function findingOf(
  proof: Proof,
  expected: Receipt | undefined,
  wanted: () => boolean,
): Promise<Finding | undefined> {
  let proofText: string | undefined;
  try {
    const content = await proof.read();
    proofText = typeof content === 'string' ? content : decoded(content);
    if (isDatabase(content)) {
      return { kind: 'unreadable', reason: 'It is a database. The command "verify" checks those.' };
    }
  } catch {
    return { kind: 'unreadable', reason: "The browser can't read that file." };
  }
  return proofText === undefined ? notUtf8 : inSlices(proofText, expected, wanted);
}

function isDatabase(content: ArrayBuffer | string): boolean {
  return (
    typeof content !== 'string' &&
    new TextDecoder('latin1').decode(content.slice(0, 16)) === 'SQLite format 3\0'
  );
}

/** Lets the browser draw and listen between two slices of the work. */
async function inSlices(
  proof: string,
  expected: Receipt | undefined,
  wanted: () => boolean,
): Promise<Finding | undefined> {
  const steps = chainSteps(proof, expected);
  let sliceEnd = performance.now() + longestSlice;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      return step.value;
    }
    if (performance.now() >= sliceEnd) {
      progress.hidden = false;
      progress.value = step.value / proof.length;
      await new Promise((resolve) => setTimeout(resolve));
      if (!wanted()) {
        return undefined;
      }
      sliceEnd = performance.now() + longestSlice;
    }
  }
}

function show(finding: Finding, expected: Receipt | undefined): void {
  switch (finding.kind) {
    case 'holds':
      say('holds', sentenceOf(finding), '✓ The chain holds');
      fact('Ledger of', finding.owner);
      fact('Head', `${finding.entries}:${finding.head}`, 'machine');
      fact(
        'Receipt',
        expected === undefined
          ? 'None was given. Whether newer entries were dropped can’t be seen from a proof alone.'
          : `Entry ${expected.number} is the one on the receipt.`,
      );
      remarks.replaceChildren(...finding.remarks.map((remark) => element('li', remark)));
      list(finding.calls, `${counted(finding.calls.length, 'call', 'calls')} in it`);
      return;
    case 'broken':
      say('broken', sentenceOf(finding), '✕ Broken');
      if (finding.entry !== undefined && finding.entry > 1) {
        fact('Before it', 'What comes before holds. From there on nothing can be relied on.');
      }
      list(finding.calls, `${counted(finding.calls.length, 'call', 'calls')} before the break`);
      return;
    default:
      say('broken', sentenceOf(finding), '✕ Can’t be read');
  }
}

function list(all: readonly Call[], title: string): void {
  calls.hidden = all.length === 0;
  find('calls-title').textContent = title;
  const now = Date.now();
  const showMore = () => {
    const shown = rows.childElementCount;
    rows.append(...all.slice(shown, shown + rowsAtATime).map((call) => rowOf(call, now)));
    const left = all.length - rows.childElementCount;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(left, rowsAtATime)} more of ${left.toLocaleString('en')}`;
  };
  rows.replaceChildren();
  more.onclick = showMore;
  showMore();
}

function rowOf(call: Call, now: number): HTMLElement {
  const row = document.createElement('tr');
  const logged = element('td', dateOf(call.loggedAt));
  if (call.imported) {
    logged.append(element('span', 'from a file', 'imported'));
  }
  row.append(
    element('td', call.number.toString()),
    element('td', call.statement, 'statement'),
    logged,
    element('td', stateOf(call, now)),
  );
  return row;
}

function say(how: string, sentence: string, stamp?: string): void {
  status.className = `line ${how}`;
  status.replaceChildren(...(stamp === undefined ? [] : [element('strong', stamp, 'stamp')]), sentence);
}

function fact(name: string, value: string, how = ''): void {
  const row = document.createElement('div');
  row.append(element('dt', name), element('dd', value, how));
  facts.append(row);
}

function element(name: string, content: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = content;
  made.className = className;
  return made;
}

function clear(): void {
  facts.replaceChildren();
  remarks.replaceChildren();
  rows.replaceChildren();
  calls.hidden = true;
  progress.hidden = true;
  source.textContent = '';
}

/** Verifies what was chosen last, with what stands in the receipt's field. */
function start(): void {
  const written = receipt.value.trim();
  const expected = written === '' ? undefined : readReceipt(written);
  const wrong = written !== '' && expected === undefined;
  receipt.setAttribute('aria-invalid', String(wrong));
  receiptTrouble.textContent = wrong
    ? 'A receipt is an entry’s number, a colon, and all 64 digits of its hash.'
    : '';
  if (wrong) {
    receipt.focus();
  } else if (chosen === undefined) {
    current++;
    clear();
    say('waiting', 'Choose a file first, or paste a proof.');
  } else {
    void verify(chosen, expected);
  }
}

function take(taken: File | undefined): void {
  if (taken !== undefined) {
    chosen = { name: taken.name, read: () => taken.arrayBuffer() };
    text.value = '';
    start();
  }
}

file.addEventListener('change', () => take(file.files?.[0]));

text.addEventListener('input', () => {
  const pasted = text.value;
  chosen = pasted === '' ? undefined : { name: 'Pasted text', read: async () => pasted };
  file.value = '';
});

find('form').addEventListener('submit', (event) => {
  event.preventDefault();
  start();
});

document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) {
    document.body.classList.remove('dropping');
  }
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  take(event.dataTransfer?.files[0]);
});
