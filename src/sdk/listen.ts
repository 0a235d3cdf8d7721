/**
 * Listens to an event.
 *
 * @param target - the window when left out; the document's events bubble to it
 * @returns stops listening
 */
export function listen<Type extends keyof WindowEventMap>(
  type: Type,
  heard: (event: WindowEventMap[Type]) => void,
  target: EventTarget = window,
): () => void {
  // The event's type is that of its name.
  const listener = heard as EventListener;
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}
