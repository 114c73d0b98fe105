import { CircleAlert } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { failureShows } from "./failure-shows.ts";

/** Why the last thing asked for was not done. Where the page tells of the line by itself (`lineIsTold`), the same is not said twice. */
export function FailureBanner({ desk, lineIsTold = false }: { desk: Desk; lineIsTold?: boolean }) {
  const code = desk.failure.value;
  const shows = failureShows(code, desk.state.value?.account.registration.state, lineIsTold);
  return (
    <div role="alert" data-testid="failure" class={shows === "spoken" ? "spoken-only" : ""}>
      {code !== null && shows === "spoken" && t(`failures:${code}`)}
      {code !== null && shows === "banner" && (
        <Banner
          tone="bad"
          icon={CircleAlert}
          title={t(`failures:${code}`)}
          actions={
            <Button small onClick={desk.dismissFailure}>
              {t("common:close")}
            </Button>
          }
        />
      )}
    </div>
  );
}
