import type { Result } from "@twp/shared/protocol/index.ts";
import type { Settings } from "@twp/shared/protocol/settings.ts";
import { useSignal, type Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Access } from "../../browser/permissions.ts";
import { changeSiteRules } from "../../browser/site-rules.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Switch } from "../../ui/field.tsx";
import { Trash2 } from "../../ui/icons.ts";
import { useAccess } from "../settings/use-access.ts";
import { SiteList } from "../sites/site-list.tsx";
import { leaveMemory, takeMemory } from "../sites/site-rules.ts";
import { useSiteRules } from "../sites/use-site-rules.ts";

type Props = { desk: Desk; settings: Settings; sites: Access };

/** Whether pages are remembered and of which sites none, how many are, and how they are forgotten (N6). */
export function PageMemorySetting({ desk, settings: { rememberPages, learnNames, highlightNumbers }, sites }: Props) {
  const allowed = useAccess(sites);
  const { counted, look } = usePageCount(desk);
  const asks = useSignal(false);
  const turn = async (on: boolean): Promise<void> => {
    await desk.ask("settings.change", { rememberPages: on });
    // Whoever wants no more of it may want what there is gone as well.
    asks.value = !on && (await look()) > 0;
  };
  const forget = async (site: string | null): Promise<void> => {
    await desk.ask("pages.forget", { site });
    // A site of which nothing is to be kept has no say in names either.
    if (site !== null) await desk.ask("pageNames.forgetFrom", { site });
    asks.value = false;
    await look();
  };
  return (
    <div class="form" data-testid="page-memory">
      <Switch
        label={t("page-memory:setting.label")}
        aid={t("page-memory:setting.aid")}
        checked={rememberPages}
        onSwitch={(on) => void turn(on)}
      />
      {rememberPages && !(allowed && highlightNumbers) && <p class="aid">{t("page-memory:setting.closed")}</p>}
      <Kept counted={counted.value} on={rememberPages} asks={asks} forget={() => void forget(null)} />
      {(rememberPages || learnNames) && <LeftOut pages={rememberPages} forget={(site) => void forget(site)} />}
    </div>
  );
}

type Counted = Result<"pages.count">;
type KeptProps = { counted: Counted | null; on: boolean; asks: Signal<boolean>; forget: () => void };

/** How many pages there are, and the question before they are forgotten. */
function Kept({ counted, on, asks, forget }: KeptProps) {
  if (counted === null) return null;
  const { pages: count, numbers } = counted;
  const words = t(on ? "page-memory:setting.kept" : "page-memory:setting.still", { count, numbers });
  return (
    <>
      <p class="line-state" role="status" data-testid="pages-kept">
        {count === 0 ? t("page-memory:setting.none") : words}
      </p>
      {count > 0 && asks.value && <Question forget={forget} cancel={() => void (asks.value = false)} />}
      {count > 0 && !asks.value && (
        <div class="actions">
          <Button kind="end" icon={Trash2} data-testid="forget-pages" onClick={() => void (asks.value = true)}>
            {t("page-memory:setting.forget")}
          </Button>
        </div>
      )}
    </>
  );
}

/** Where its button had the keyboard, the way out gets it: a key pressed twice must not confirm. Afterwards it goes back to the button. */
function useFocusOnCancel(question: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const place = question.current?.parentElement;
    const focus = (control: string): void => {
      const lost = place?.ownerDocument.activeElement === place?.ownerDocument.body;
      if (lost) place?.querySelector<HTMLElement>(control)?.focus();
    };
    focus('[data-testid="forget-pages-cancel"]');
    return () => queueMicrotask(() => focus('[data-testid="forget-pages"], .switch input'));
  }, []);
}

function Question({ forget, cancel }: { forget: () => void; cancel: () => void }) {
  const group = useRef<HTMLDivElement>(null);
  useFocusOnCancel(group);
  return (
    <div
      ref={group}
      class="try"
      role="group"
      aria-labelledby="forget-pages-question"
      data-testid="forget-pages-question"
      onKeyDown={(event) => event.key === "Escape" && cancel()}
    >
      <p id="forget-pages-question">{t("page-memory:setting.sure")}</p>
      <div class="actions">
        <Button data-testid="forget-pages-cancel" onClick={cancel}>
          {t("page-memory:setting.cancel")}
        </Button>
        <Button kind="end" icon={Trash2} data-testid="forget-pages-sure" onClick={forget}>
          {t("page-memory:setting.forget-sure")}
        </Button>
      </div>
    </div>
  );
}

/** The sites whose pages are not remembered; what is kept of one is forgotten when it is added. */
function LeftOut({ pages, forget }: { pages: boolean; forget: (site: string) => void }) {
  const { withoutMemory } = useSiteRules();
  const add = async (site: string): Promise<void> => {
    await changeSiteRules((before) => leaveMemory(before, site));
    forget(site);
  };
  return (
    <>
      <h3>{t("page-memory:sites.title")}</h3>
      {pages && withoutMemory.length === 0 && <p class="aid">{t("page-memory:sites.none")}</p>}
      <SiteList
        sites={withoutMemory}
        words={{
          add: t("page-memory:sites.add"),
          aid: t("page-memory:sites.add-aid"),
          button: t("page-memory:sites.add-button"),
          remove: (site) => t("page-memory:sites.remove", { site }),
        }}
        named={{ add: "leave-memory", remove: "take-memory" }}
        add={(site) => void add(site)}
        remove={(site) => void changeSiteRules((before) => takeMemory(before, site))}
      />
    </>
  );
}

/** Asked for when the options are shown, and whenever the user comes back to them: pages are kept while they are elsewhere. */
function usePageCount(desk: Desk) {
  const counted = useSignal<Counted | null>(null);
  const look = async (): Promise<number> => {
    const answer = await desk.ask("pages.count", null);
    if (answer !== "failed") counted.value = answer;
    return counted.value?.pages ?? 0;
  };
  useEffect(() => {
    const lookIfSeen = (): void => void (document.visibilityState === "visible" && look());
    lookIfSeen();
    document.addEventListener("visibilitychange", lookIfSeen);
    return () => document.removeEventListener("visibilitychange", lookIfSeen);
  }, []);
  return { counted, look };
}
