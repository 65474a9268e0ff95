import { useEffect, useRef } from 'react';
import type { Draft } from './draft';
import { controlId } from './FieldEditor';

/** Leads the person to what was just found wrong. */
export function useAlarm(alarm: Draft['alarm']) {
  const heard = useRef(alarm);
  useEffect(() => {
    if (alarm !== undefined && alarm !== heard.current) {
      document.getElementById(controlId(alarm.name))?.focus();
    }
    heard.current = alarm;
  }, [alarm]);
}
