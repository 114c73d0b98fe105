import { useSignal } from "@preact/signals";
import { t } from "../../texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { X } from "../../ui/icons.ts";
import { siteNamed } from "./site-rules.ts";

type Words = Readonly<{ add: string; aid: string; button: string; remove: (site: string) => string }>;

type Props = {
  sites: readonly string[];
  words: Words;
  /** What its controls are called for tests: `list-site`, `unlist-<site>`. */
  named: Readonly<{ add: string; remove: string }>;
  add: (site: string) => void;
  remove: (site: string) => void;
};

/** Sites by their names, each to be taken off the list, and one more to be put on it. */
export function SiteList({ sites, words, named, add, remove }: Props) {
  const text = useSignal("");
  const tried = useSignal(false);
  const site = siteNamed(text.value);
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = site === null;
    if (site === null) return;
    text.value = "";
    add(site);
  };
  return (
    <>
      <ul class="sites">
        {sites.map((each) => (
          <li key={each}>
            {each}
            <IconButton
              icon={X}
              label={words.remove(each)}
              data-testid={`${named.remove}-${each}`}
              onClick={() => remove(each)}
            />
          </li>
        ))}
      </ul>
      <form class="form" noValidate onSubmit={submit}>
        <Field
          name="site"
          label={words.add}
          aid={words.aid}
          wrong={tried.value && site === null ? t("sites:add-wrong") : undefined}
          value={text.value}
          inputMode="url"
          maxLength={253}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
        <div class="actions">
          <Button type="submit" data-testid={named.add}>
            {words.button}
          </Button>
        </div>
      </form>
    </>
  );
}
