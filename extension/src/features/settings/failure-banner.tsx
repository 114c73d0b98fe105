import { CircleAlert } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";

/** Why the last thing asked for was not done. */
export function FailureBanner({ desk }: { desk: Desk }) {
  const code = desk.failure.value;
  return (
    <div role="alert" data-testid="failure">
      {code !== null && (
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
