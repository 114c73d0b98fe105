/** Which applications want which requests; each verb goes round them in turn. */
export class Routes<App> {
  readonly #byVerb = new Map<string, App[]>();

  /** Adds a wish; asking twice changes nothing. */
  add(verb: string, app: App): void {
    const apps = this.#byVerb.get(verb) ?? [];
    if (!apps.includes(app)) this.#byVerb.set(verb, [...apps, app]);
  }

  /** Takes back one wish, and only that one. */
  remove(verb: string, app: App): void {
    this.#byVerb.set(
      verb,
      (this.#byVerb.get(verb) ?? []).filter((other) => other !== app),
    );
  }

  /** Takes back every wish of an application. */
  removeAll(app: App): void {
    for (const verb of this.#byVerb.keys()) this.remove(verb, app);
  }

  /** The application whose turn it is, or undefined when nobody wants that verb. */
  next(verb: string): App | undefined {
    const [first, ...others] = this.#byVerb.get(verb) ?? [];
    if (first === undefined) return undefined;
    this.#byVerb.set(verb, [...others, first]);
    return first;
  }
}
