import { MicOff } from "lucide";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";

/** Says that nobody will hear us, and the way to change it; a refusal can only be taken back in the browser's own settings. */
export function MicrophoneBanner({ access, allow }: { access: string; allow: () => void }) {
  if (access === "granted" || access === "unknown") return null;
  const refused = access === "denied";
  return (
    <Banner
      tone={refused ? "bad" : "warn"}
      icon={MicOff}
      title={t(refused ? "sounds:refused.title" : "sounds:unasked.title")}
      actions={
        <Button small onClick={allow}>
          {t(refused ? "sounds:refused.show" : "sounds:unasked.allow")}
        </Button>
      }
    >
      {t(refused ? "sounds:refused.text" : "sounds:unasked.text")}
    </Banner>
  );
}
