/** What is known of somebody's telephone; `unknowable` where nobody tells. */
export type Standing = "busy" | "free" | "unknowable";

/** Watches a number's telephone until the returned stop is called; hears what is known at first, and each change. */
export type Watch = (number: string, told: (standing: Standing) => void) => () => void;
