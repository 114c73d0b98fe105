import type { ReadonlySignal } from "@preact/signals";
import { leaveSite } from "../browser/own-frame.ts";
import { knowsFullView } from "../browser/full-view.ts";
import type { Page } from "../page.tsx";
import type { CallsAndLists } from "../panel/calls-and-lists.ts";
import { Panel } from "../panel/panel.tsx";
import { t } from "../texts.ts";
import { Banner } from "../ui/banner.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { CircleAlert, X } from "../ui/icons.ts";

type Props = {
  page: Page;
  rest: ReadonlySignal<CallsAndLists | null>;
  /** Was something asked for that is not done here? */
  refused: ReadonlySignal<boolean>;
  hide: () => void;
  openPanel: () => void;
};

/** The panel as it waits at the edge of a page. */
export function Strip({ page, rest, refused, hide, openPanel }: Props) {
  return (
    <div class="strip">
      <header class="strip-bar">
        {rest.value !== null && (
          <>
            <Button small data-testid="strip-leave" onClick={() => void leaveSite()}>
              {t("strip:leave")}
            </Button>
            <IconButton icon={X} label={t("strip:hide")} data-testid="strip-hide" onClick={hide} />
          </>
        )}
      </header>
      <div class="strip-said" role="alert" data-testid="strip-refused">
        {refused.value && rest.value !== null && <Refused openPanel={openPanel} />}
      </div>
      <Panel page={page} rest={rest} />
    </div>
  );
}

function Refused({ openPanel }: Pick<Props, "openPanel">) {
  const isOurs = knowsFullView();
  const why = isOurs ? "refused" : "carried";
  return (
    <Banner
      tone="warn"
      icon={CircleAlert}
      title={t(`strip:${why}.title`)}
      actions={
        // Firefox opens its sidebar by its own means alone.
        isOurs && (
          <Button small data-testid="strip-open-panel" onClick={openPanel}>
            {t("strip:open-panel")}
          </Button>
        )
      }
    >
      {t(`strip:${why}.text`)}
    </Banner>
  );
}
