import type { Settings } from "@twp/shared/protocol/settings.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Switch } from "../../ui/field.tsx";

/** The browser's side of it: who may look at pages. */
export type SiteAccess = Readonly<{
  has: () => Promise<boolean>;
  ask: () => Promise<boolean>;
  giveUp: () => Promise<void>;
  watch: (changed: () => void, signal: AbortSignal) => void;
}>;

/** Where numbers are looked for: the user's switch, and the browser's permission without which it can do nothing. */
export function NumbersOnPages(props: { desk: Desk; settings: Settings; sites: SiteAccess }) {
  const { desk, settings, sites } = props;
  const allowed = useSiteAccess(sites);
  return (
    <div class="form">
      <Switch
        label={t("settings:numbers.highlight")}
        aid={t("settings:numbers.aid")}
        checked={settings.highlightNumbers}
        onSwitch={(highlightNumbers) => void desk.ask("settings.change", { highlightNumbers })}
      />
      <p class="line-state" role="status" data-testid="site-access">
        <Chip tone={allowed ? "ok" : "off"}>{t(allowed ? "settings:numbers.allowed" : "settings:numbers.closed")}</Chip>
      </p>
      <div class="actions">
        {allowed ? (
          <Button onClick={() => void sites.giveUp()}>{t("settings:numbers.give-up")}</Button>
        ) : (
          <Button kind="accent" data-testid="allow-sites" onClick={() => void sites.ask()}>
            {t("settings:numbers.allow")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Follows the permission, wherever it is given or taken away. */
export function useSiteAccess(sites: SiteAccess): boolean {
  const allowed = useSignal(false);
  useEffect(() => {
    const end = new AbortController();
    const look = (): void => void sites.has().then((has) => (allowed.value = has));
    sites.watch(look, end.signal);
    look();
    return () => end.abort();
  }, [sites]);
  return allowed.value;
}
