// What the package exports beside the records; `index.d.ts` joins both.

/** Text is bytes: a string stands for its UTF-8. */
export type Text = string | Uint8Array;

/** A release of Nmap whose rules count; `"7.95"` stands for 7.94 to 7.99, `"7.991"` for all later. */
export type NmapRelease = "7.93" | "7.95" | "7.991";

export interface DecodeOptions {
  /** The file's name in the records; `<text>` without it. */
  name?: string;
}

export interface LinesOptions {
  /** Match lines, or a private probes file, that are tried before all others. */
  lines?: Text;
  /** A whole probes file, such as `nmap-service-probes`; the built-in starter file without it. */
  probes?: Text;
  /** The built-in lines count although `lines` are given. */
  starterLines?: boolean;
  /** The release whose answer is given; `"7.991"` without it. */
  nmap?: NmapRelease;
}

export interface MatchOptions extends DecodeOptions, LinesOptions {
  /** Every matching line, and where none matches the nearest. */
  all?: boolean;
}

export interface ExplainProbeOptions extends LinesOptions {
  /** Only the probe of this protocol, where two have the name. */
  protocol?: "TCP" | "UDP";
}

export interface SearchOptions extends LinesOptions {
  /** How many lines are told at most; 100 without it. */
  most?: number;
}

export interface LintOptions extends DecodeOptions {
  /** `"submit"`, meant without it: everything; `"private"`: errors and likely bugs. */
  profile?: "submit" | "private";
  /** Rules that count whatever the profile says; `tidy` applies their edits even if they are notes. */
  on?: string[];
  /** Rules that do not count. */
  off?: string[];
  /** A text with fingerprints, on whose responses the lines are tried. */
  responses?: Text;
  /** The probes file in which the lines are to stand; the built-in starter file without it. */
  probes?: Text;
  /** The release whose rules count; `"7.991"` without it. */
  nmap?: NmapRelease;
}

export interface TidyOptions extends LintOptions {
  /** The numbers of the first and the last line to be edited; all without it. */
  lines?: [first: number, last: number];
}

export interface EncodeArguments {
  port: number;
  protocol: "TCP" | "UDP";
  /** The name of a probe with what came back, in the order of the records. */
  responses: [probe: string, bytes: Text][];
  /** Nmap's version. */
  version?: string | null;
  /** Inside what the probes were sent. */
  tunnel?: "ssl" | null;
  /** The scan's version intensity, 0 to 9. */
  intensity?: number | null;
  /** Unix seconds; the header's date is that of this time in UTC. */
  time?: number | null;
  /** The platform Nmap was built for. */
  platform?: string | null;
  /** Stores as much of each response as Nmap does with `-d`. */
  debug?: boolean;
  /** One run of text instead of `SF:` lines. */
  unwrapped?: boolean;
}

/**
 * Loads the program. Nothing else works before the promise is kept; a second call does nothing.
 *
 * `source`: where the program is, when not beside this module: its address, its bytes, a response
 * to a request for it, or the compiled module.
 */
export function init(
  source?: string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module,
): Promise<void>;

/** What the rules find in a probes file or in match lines. */
export function lint(text: Text, options?: LintOptions): LintReport;

/** The text after all edits that were proved to change no answer. */
export function tidy(text: Text, options?: TidyOptions): TidyRecord;

/** Decodes every fingerprint in `text`. */
export function decode(text: Text, options?: DecodeOptions): Report;

/**
 * Decodes every fingerprint of one file that comes in pieces, cut anywhere, in memory that grows
 * with the fingerprints and not with the file. Together the reports are what `decode` gives.
 */
export class DecodeStream {
  constructor(options?: DecodeOptions);
  /** Takes the next piece; gives what is certain by now and was not given before. */
  push(piece: Text): Report;
  /** What is left when no further piece comes. The stream cannot be used afterwards. */
  finish(): Report;
}

/** Decodes every fingerprint in `text` and evaluates match lines on every response. */
export function match(text: Text, options?: MatchOptions): Report;

/**
 * Reads probes files once, for as many questions as there are: a whole file, or several of which
 * the last is whole and those before it are laid over it, their lines tried first.
 */
export function loadProbes(
  files: readonly { name: string; text: Text }[],
  options?: { nmap?: NmapRelease },
): Probes;

/** Probes files, read and ready. */
export interface Probes {
  /** What is in each file, in their order. */
  files(): FileRecord[];
  /** What is wrong with the files; every pattern is read for it. */
  check(): DiagnosticRecord[];
  /** As the function `match`, with these files in force. */
  match(text: Text, options?: Pick<MatchOptions, "name" | "lines" | "all">): Report;
  /**
   * The lines that have all words of `query`, in which `service:`, `product:`, `cpe:` and `probe:`
   * stand before a word that is looked for there only; 100 of them unless `most` says otherwise.
   */
  search(query: string, options?: { most?: number }): SearchReport;
  /** The whole file with `lines` in it, each where the responses in `text` ask for it. */
  export(text: Text, options?: Pick<MatchOptions, "name" | "lines">): ExportReport;
  /** Gives the memory back; nothing else can be called afterwards. */
  free(): void;
}

/** What the probes of that name send, when, and which lines see the responses. */
export function explainProbe(name: string, options?: ExplainProbeOptions): ProbeReport;

/** Lines of the probes file that have all words of `query`. */
export function search(query: string, options?: SearchOptions): SearchReport;

/**
 * The probes file with the user's lines and probes in it, where the fingerprints in `text` ask for
 * them; `null` without a probes file.
 */
export function exportProbes(text: Text, options?: LinesOptions & DecodeOptions): ExportReport | null;

/** How bytes can be written; `"raw"` is the bytes themselves. */
export type ByteForm = "raw" | "dump" | "hex" | "base64" | "literal" | "numbers";

/**
 * The bytes that a dump (xxd, hexdump, Wireshark, ncat), hexadecimal, base64, a literal of C or
 * Python or a list of numbers stands for. Without `form` it is what the whole text looks like.
 */
export function readBytes(text: Text, form?: ByteForm): { form: ByteForm; bytes: Uint8Array };

/** The fingerprint that Nmap would have printed. */
export function encode(fingerprint: EncodeArguments): string;

/** What a link of the page holds. */
export interface LinkState {
  /** The text with the fingerprint. */
  text: string;
  /** The match lines. */
  lines: string;
  /** Whether the built-in lines count; `null`: where there are no lines. */
  starterLines: boolean | null;
  /** The release whose answer is given. */
  nmap: NmapRelease;
  /** Which fingerprint of the text is shown, from 0. */
  fingerprint: number;
  /** Which line is looked at, from 1; 0 for the first. */
  line: number;
}

/** The fragment, without its `#`, with which the page opens as `state` says. */
export function encodeLink(state: Partial<LinkState>): string;

/** What such a fragment holds, with or without its `#`; of damaged and newer ones nothing. */
export function decodeLink(fragment: string): LinkState;

/** What every function throws, and `init` rejects with. */
export class SflensError extends Error {
  code: "not-loaded" | "not-ready" | "bad-argument" | "internal";
}
