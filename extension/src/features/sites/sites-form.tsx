import { changeSiteRules } from "../../browser/site-rules.ts";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Choice } from "../../ui/field.tsx";
import { Trash2, X } from "../../ui/icons.ts";
import { SiteList } from "./site-list.tsx";
import { forget, forgetNumbers, list, siteModes, takeStrip, unlist, type SiteRules } from "./site-rules.ts";
import { useSiteRules } from "./use-site-rules.ts";

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
  return (
    <SiteList
      sites={rules.listed}
      words={{
        add: t("sites:add"),
        aid: t("sites:add-aid"),
        button: t("sites:add-button"),
        remove: (site) => t("sites:remove", { site }),
      }}
      named={{ add: "list-site", remove: "unlist" }}
      add={(site) => void changeSiteRules((before) => list(before, site))}
      remove={(site) => void changeSiteRules((before) => unlist(before, site))}
    />
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
