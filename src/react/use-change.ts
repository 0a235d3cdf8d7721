import { useEffect, useRef } from "react";
import { saysTheSame } from "../request/says-the-same.ts";

/**
 * An effect that runs when the value says something else than before. An object that a rendering makes anew with the
 * same content is no change. It runs when the component is mounted, too.
 *
 * @param value - plain data
 */
export function useChange<Value>(value: Value, onChange: (value: Value) => void): void {
  const known = useRef<Value | undefined>(undefined);
  useEffect(() => {
    if (saysTheSame(known.current, value)) return;
    known.current = value;
    onChange(value);
  });
  useEffect(
    () => () => {
      // StrictMode mounts again what it has unmounted.
      known.current = undefined;
    },
    [],
  );
}
