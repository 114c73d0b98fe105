import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { t } from "../texts.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Play, Trash2 } from "../ui/icons.ts";
import { usePlaying } from "./playing.ts";

type Props = {
  name: string;
  /** When, how long, and whatever else is known of it. */
  facts: ComponentChildren;
  testid: string;
  /** Brings the sound; null where it did not come. */
  fetch: () => Promise<Blob | null>;
  /** It is being heard. */
  played?: (() => void) | undefined;
  remove: () => void;
  /** What else can be done with it. */
  acts?: ComponentChildren;
};

/** A sound of a list: heard here with the browser's own player, or deleted after a second word. */
export function SoundLine({ name, facts, testid, fetch, played, remove, acts }: Props) {
  const asking = useSignal(false);
  const { loading, sound, play } = usePlaying(fetch);
  return (
    <div class="recorded" data-testid={testid}>
      <div class="row-name">
        <strong>{name}</strong>
        <span class="facts" role="status">
          {loading.value ? t("player:loading") : facts}
        </span>
      </div>
      <div class="acts">
        {acts}
        <IconButton
          icon={Play}
          label={t("player:play", { name })}
          data-testid="play"
          data-roving
          disabled={loading.value}
          onClick={() => void play()}
        />
        <IconButton
          icon={Trash2}
          label={t("player:delete", { name })}
          data-testid="delete"
          aria-expanded={asking.value}
          onClick={() => void (asking.value = true)}
        />
      </div>
      {sound.value !== null && <Player name={name} sound={sound.value} played={played} />}
      {asking.value && (
        <div class="sure">
          <Button small kind="end" data-testid="delete-sure" onClick={remove}>
            {t("player:confirm")}
          </Button>
          <Button small onClick={() => void (asking.value = false)}>
            {t("player:keep")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The browser's own player; some sounds are in a code that it does not know. */
function Player({ name, sound, played }: Pick<Props, "name" | "played"> & { sound: string }) {
  const unplayable = useSignal(false);
  if (unplayable.value)
    return (
      <p class="facts bad" role="alert">
        {t("player:unplayable")}
      </p>
    );
  return (
    <audio
      controls
      autoplay
      src={sound}
      aria-label={name}
      onPlay={played}
      onError={() => void (unplayable.value = true)}
    />
  );
}
