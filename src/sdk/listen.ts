/**
 * Listens to an event.
 *
 * @param target - the window when left out; the document's events bubble to it
 * @returns a function that stops listening
 */
export function listen<Type extends keyof WindowEventMap>(
  type: Type,
  heard: (event: WindowEventMap[Type]) => void,
  target: EventTarget = window,
): () => void {
  // The name decides the event's type.
  const listener = heard as EventListener;
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}
