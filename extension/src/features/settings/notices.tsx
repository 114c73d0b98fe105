import { FileWarning, X } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";

/** What happened to the companion's own files, until the user has read it. */
export function Notices({ desk }: { desk: Desk }) {
  const notices = desk.state.value?.settings.notices ?? [];
  return (
    <>
      {notices.map(({ id, code, detail }) => (
        <Banner
          key={id}
          tone="warn"
          icon={FileWarning}
          title={t(`settings:notice.${code}.title`)}
          actions={
            <Button small icon={X} onClick={() => void desk.ask("settings.dismissNotice", { noticeId: id })}>
              {t("settings:understood")}
            </Button>
          }
        >
          {t(`settings:notice.${code}.text`, { detail })}
        </Banner>
      ))}
    </>
  );
}
