import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { changeSiteRules, readSiteRules, watchSiteRules } from "../../browser/site-rules.ts";
import { t } from "../../texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { Trash2, X } from "../../ui/icons.ts";
import {
  forget,
  forgetNumbers,
  list,
  noSiteRules,
  siteModes,
  siteNamed,
  takeStrip,
  unlist,
  type SiteRules,
} from "./site-rules.ts";

/** On which sites numbers are marked, and what the user has said to be no number: shown, and erased, one by one. */
export function SitesForm() {
  const rules = useSiteRules();
  return (
    <div class="form" data-testid="sites">
      <Choice
        label={t("sites:mode")}
        value={rules.mode}
        options={siteModes.map((mode) => [mode, t(`sites:${mode}`)])}
        onChoose={(mode) => void changeSiteRules((before) => ({ ...before, mode }))}
      />
      {rules.mode !== "everywhere" && <Listed rules={rules} />}
      <Learned rules={rules} />
      {rules.withoutStrip.length > 0 && <WithoutStrip rules={rules} />}
    </div>
  );
}

function Listed({ rules }: { rules: SiteRules }) {
  const text = useSignal("");
  const tried = useSignal(false);
  const site = siteNamed(text.value);
  const add = (event: Event): void => {
    event.preventDefault();
    tried.value = site === null;
    if (site === null) return;
    text.value = "";
    void changeSiteRules((before) => list(before, site));
  };
  return (
    <>
      <ul class="sites">
        {rules.listed.map((each) => (
          <li key={each}>
            {each}
            <IconButton
              icon={X}
              label={t("sites:remove", { site: each })}
              data-testid={`unlist-${each}`}
              onClick={() => void changeSiteRules((before) => unlist(before, each))}
            />
          </li>
        ))}
      </ul>
      <form class="form" noValidate onSubmit={add}>
        <Field
          name="site"
          label={t("sites:add")}
          aid={t("sites:add-aid")}
          wrong={tried.value && site === null ? t("sites:add-wrong") : undefined}
          value={text.value}
          inputMode="url"
          maxLength={253}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
        <div class="actions">
          <Button type="submit" data-testid="list-site">
            {t("sites:add-button")}
          </Button>
        </div>
      </form>
    </>
  );
}

function Learned({ rules }: { rules: SiteRules }) {
  const nothing = rules.notNumbers.length === 0 && rules.numbers.length === 0;
  return (
    <>
      <h3>{t("sites:learned")}</h3>
      {nothing && <p class="aid">{t("sites:nothing")}</p>}
      <Said
        title={t("sites:disowned")}
        sites={rules.notNumbers}
        named="forget"
        forgetSite={(host) => void changeSiteRules((before) => forget(before, host))}
      />
      <Said
        title={t("sites:owned")}
        sites={rules.numbers.map(({ host, numbers }) => ({ host, numbers: numbers.map(({ text }) => text) }))}
        named="forget-numbers"
        forgetSite={(host) => void changeSiteRules((before) => forgetNumbers(before, host))}
      />
    </>
  );
}

type SaidProps = {
  title: string;
  sites: readonly Readonly<{ host: string; numbers: readonly string[] }>[];
  named: string;
  forgetSite: (host: string) => void;
};

/** What was said of each site, with a button that erases it. */
function Said({ title, sites, named, forgetSite }: SaidProps) {
  if (sites.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul class="sites" data-testid={`said-${named}`}>
        {sites.map(({ host, numbers }) => (
          <li key={host}>
            {`${host}: ${numbers.join(", ")}`}
            <IconButton
              icon={Trash2}
              label={t("sites:forget", { site: host })}
              data-testid={`${named}-${host}`}
              onClick={() => forgetSite(host)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function WithoutStrip({ rules }: { rules: SiteRules }) {
  return (
    <>
      <h3>{t("strip:without")}</h3>
      <ul class="sites" data-testid="without-strip">
        {rules.withoutStrip.map((site) => (
          <li key={site}>
            {site}
            <IconButton
              icon={X}
              label={t("strip:take", { site })}
              data-testid={`take-strip-${site}`}
              onClick={() => void changeSiteRules((before) => takeStrip(before, site))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function useSiteRules(): SiteRules {
  const rules = useSignal(noSiteRules);
  useEffect(() => {
    const end = new AbortController();
    const look = (): void => void readSiteRules().then((read) => (rules.value = read));
    watchSiteRules(look, end.signal);
    look();
    return () => end.abort();
  }, []);
  return rules.value;
}
