import { endorseKey, revokeKey, rotateKey } from "@/lib/market/participants/key-commands";
import { registerParticipants } from "@/lib/market/participants/register";
import { resumeParticipant, suspendParticipant } from "@/lib/market/participants/standing";
import type { Rule } from "@/lib/market/rule";

export const participantRules: readonly Rule[] = [
  registerParticipants,
  endorseKey,
  rotateKey,
  revokeKey,
  suspendParticipant,
  resumeParticipant,
];
