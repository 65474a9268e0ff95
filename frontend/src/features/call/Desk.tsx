import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useSay } from '../../shared/announcements';
import { useSessionText } from '../../shared/sessionText';
import type { Socket } from '../../shared/socket';
import { isBusy } from './callState';
import { emptySheet, type PlanSheet, readSheet, sheetOf } from './planSheet';
import type { Predictions } from './predictions';
import { useAnnouncements } from './useAnnouncements';
import { type CallControl, useCall } from './useCall';
import { useLostDraft } from './useLostDraft';
import { useSilence } from './useSilence';

/** What lies on the desk: the prediction being written and the plan being drafted, whichever page is shown. */
export interface DeskView extends CallControl {
  text: string;
  write(text: string): void;
  sheet: PlanSheet;
  /** Nothing has come for a while. */
  silent: boolean;
  /** The prediction whose draft went with a reload, until another is asked for. */
  lost: string | undefined;
}

const Context = createContext<DeskView | undefined>(undefined);

/** Keeps the draft in progress above the routes, so that a look at another page costs nothing. */
export function Desk(props: { predictions: Predictions; socket: Socket; children: ReactNode }) {
  const control = useCall(props.predictions, props.socket);
  const [text, write] = useSessionText('calledit.prediction');
  const { state, line } = control;

  const arrived = 'run' in state ? (state.run?.text ?? '') : '';
  const plan = state.phase === 'ready' ? state.plan : undefined;
  const sheet = useMemo(
    () => (plan !== undefined ? sheetOf(plan) : arrived === '' ? emptySheet : readSheet(arrived)),
    [plan, arrived],
  );
  const silent = useSilence(state);
  const lost = useLostDraft(isBusy(state) ? state.call.prompt : undefined);
  useAnnouncements(state, sheet, line, silent, useSay());

  return (
    <Context
      value={{ ...control, text, write, sheet, silent, lost: state.phase === 'idle' ? lost : undefined }}
    >
      {props.children}
    </Context>
  );
}

export function useDesk(): DeskView {
  const desk = useContext(Context);
  if (desk === undefined) {
    throw new Error('There is no desk around this component.');
  }
  return desk;
}
