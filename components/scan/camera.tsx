"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { decodePicture, pixelsOf } from "./decode";

type CameraState = "off" | "on" | "refused" | "absent";

const everyMs = 180;

/** The device's camera, asked for only when the visitor presses; frames never leave the device. */
export function Camera({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations("scan");
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>("off");
  const start = async (): Promise<void> => {
    if (!navigator.mediaDevices?.getUserMedia) return setState("absent");
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (video.current) video.current.srcObject = stream;
      await video.current?.play();
      setState("on");
    } catch (error) {
      setState(error instanceof DOMException && error.name === "NotFoundError" ? "absent" : "refused");
    }
  };
  useFrames(video, state === "on", onText);
  return (
    <div className="scan-camera" data-state={state}>
      <video ref={video} playsInline muted aria-label={t("camera")} />
      <svg className="scan-frame" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
        <path d="M1 16V9a8 8 0 0 1 8-8h7M84 1h7a8 8 0 0 1 8 8v7M99 84v7a8 8 0 0 1-8 8h-7M16 99H9a8 8 0 0 1-8-8v-7" />
      </svg>
      {state === "on" ? null : (
        <div className="scan-start">
          <Button look="full" onClick={() => void start()}>
            {t("start")}
          </Button>
          <p className="aside">{t(`state.${state}`)}</p>
        </div>
      )}
    </div>
  );
}

/**
 * Looks at a frame every so often and tells each QR once: after one that leads elsewhere the next is looked for.
 * Stops the camera when it is left.
 */
function useFrames(
  video: React.RefObject<HTMLVideoElement | null>,
  on: boolean,
  onText: (text: string) => void,
): void {
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    if (!on) return;
    const shown = video.current;
    let [busy, told] = [false, ""];
    const look = async (): Promise<void> => {
      if (busy || !shown?.videoWidth) return;
      busy = true;
      const pixels = pixelsOf(shown, shown.videoWidth, shown.videoHeight, 800);
      const text = pixels && (await decodePicture(pixels));
      busy = false;
      if (!text || text === told) return;
      told = text;
      latest.current(text);
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => {
      clearInterval(timer);
      const stream = shown?.srcObject;
      if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.stop();
    };
  }, [on, video]);
}
