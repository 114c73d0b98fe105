import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../texts.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Play, Trash2 } from "../ui/icons.ts";

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
  const doing = useSignal<"nothing" | "loading" | "asking">("nothing");
  const sound = useSignal<string | null>(null);
  useEffect(() => () => void (sound.peek() !== null && URL.revokeObjectURL(sound.peek() ?? "")), [sound]);
  const play = async (): Promise<void> => {
    if (sound.peek() !== null) return;
    doing.value = "loading";
    const fetched = await fetch();
    doing.value = "nothing";
    if (fetched !== null) sound.value = URL.createObjectURL(fetched);
  };
  return (
    <div class="recorded" data-testid={testid}>
      <div class="row-name">
        <strong>{name}</strong>
        <span class="facts" role="status">
          {doing.value === "loading" ? t("player:loading") : facts}
        </span>
      </div>
      <div class="acts">
        {acts}
        <IconButton
          icon={Play}
          label={t("player:play", { name })}
          data-testid="play"
          data-roving
          disabled={doing.value === "loading"}
          onClick={() => void play()}
        />
        <IconButton
          icon={Trash2}
          label={t("player:delete", { name })}
          data-testid="delete"
          aria-expanded={doing.value === "asking"}
          onClick={() => void (doing.value = "asking")}
        />
      </div>
      {sound.value !== null && <Player name={name} sound={sound.value} played={played} />}
      {doing.value === "asking" && (
        <div class="sure">
          <Button small kind="end" data-testid="delete-sure" onClick={remove}>
            {t("player:confirm")}
          </Button>
          <Button small onClick={() => void (doing.value = "nothing")}>
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
