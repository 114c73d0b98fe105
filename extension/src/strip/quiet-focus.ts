let isAsked = false;

/**
 * The panel gives its field the keyboard when it opens. Here it would take it from whatever the user is writing on the page around it, so
 * nothing gets it that way unless this frame has it already.
 */
export function keepKeyboardOfPage(): void {
  const focus: unknown = Reflect.get(HTMLElement.prototype, "focus");
  if (typeof focus !== "function") return;
  HTMLElement.prototype.focus = function (this: HTMLElement, options?: FocusOptions): void {
    if (isAsked || document.hasFocus()) Reflect.apply(focus, this, [options]);
  };
}

/** The user came by a key: the field is where they want to be. */
export function focusField(): void {
  isAsked = true;
  document.querySelector<HTMLElement>('[data-testid="dial-field"]')?.focus();
  isAsked = false;
}
