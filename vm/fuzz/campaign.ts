/**
 * A fuzzing campaign: inputs are made out of inputs and run, those that take new ways are kept, and what is wrong is
 * noted. Everything follows from the seed; nothing asks the clock.
 */
import { type ContextField, contexts } from "../../spec/contexts.ts";
import { MAX_TAIL_CALLS } from "../../spec/encoding.ts";
import type { Collection } from "../collection.ts";
import { type ContextValues, contextIndexOf, settableFields } from "../context.ts";
import { Coverage, coverageObject } from "../coverage.ts";
import { MachineError } from "../errors.ts";
import { MIN_PACKET } from "../program.ts";
import { Corpus, type Entry } from "./corpus.ts";
import { Dictionary } from "./dictionary.ts";
import type { ComparedOperands, Executor, InputOutcome } from "./executor.ts";
import { type Finding, keyOf, type Wrong } from "./finding.ts";
import { type Focus, focusHeaders, type Packet } from "./grammar.ts";
import { type FuzzInput, type Scene, USUAL_SCENE } from "./input.ts";
import { type Replacement, replacements } from "./input-to-state.ts";
import { type Invariant, InvariantChecker } from "./invariants.ts";
import { minimise } from "./minimise.ts";
import { Mutator } from "./mutator.ts";
import { Layers } from "./protocols.ts";
import { Random } from "./random.ts";
import { mutableMaps, varyElements, varyVariables } from "./scene.ts";
import { Target, type TargetOptions } from "./target.ts";

/** What may vary from input to input. */
export const VARIABLE = ["packet", "ctx", "linear", "config", "maps"] as const;
/** One of VARIABLE. */
export type Variable = (typeof VARIABLE)[number];

/** What is fuzzed, from which seed, and what may vary. */
export interface CampaignOptions extends TargetOptions {
  seed: number;
  /** Campaigns of one seed with different streams have nothing to do with each other. */
  stream: number;
  focus: Focus;
  vary: readonly Variable[];
  invariants: readonly Invariant[];
  /** Without, no input is kept and nothing of the program is looked at: what chance alone finds. */
  feedback: boolean;
}

/** How far a campaign has come. */
export interface CampaignStatistics {
  executions: number;
  corpus: number;
  /** Edges passed, and those of the programs that ran at all. */
  edges: number;
  edgesInReach: number;
  findings: number;
}

/** Inputs from one parent in a row. */
const CHILDREN = 1024;
/** Bytes of a packet that are each tried with every value. */
const WALKED = 96;
/** Inputs that one comparison of a new entry may lead to: where one way was never gone, and elsewhere. */
const MOST_REPLACEMENTS = 10_000;
const FEW_REPLACEMENTS = 256;
/** Targets that are kept for other values of the variables. */
const MOST_TARGETS = 6;
/** Trials without effect that shorten an entry. */
const TRIM_STEPS = 12;
const SCENE_EVERY = 4;
const CONFIG_EVERY = 64;

type Child = { packet: Packet; linear: number; ctx: Uint8Array | null; fields: ContextValues };

/** One stream of inputs for one program: `add` what there is, then run `until`, and look at `findings`. */
export class Campaign implements Disposable {
  readonly corpus = new Corpus();
  readonly findings = new Map<string, Finding>();
  readonly dictionary = new Dictionary();
  executions = 0;
  readonly #options: CampaignOptions;
  readonly #random: Random;
  readonly #mutator: Mutator;
  readonly #checker: InvariantChecker;
  readonly #targets = new Map<string, Target>();
  readonly #layers = new Layers();
  readonly #packet: Packet;
  readonly #outcome: InputOutcome = {
    retval: null,
    redirectHelper: 0,
    redirectIfindex: 0,
    tailCalls: 0,
    dataOut: new Uint8Array(0),
  };
  #target!: Target;
  /** What all targets together have seen. */
  #seen: Uint8Array = new Uint8Array(0);
  /** Entries whose neighbourhood was not searched yet. */
  readonly #fresh: Entry[] = [];
  readonly #added: Entry[] = [];
  /** The inputs of the batch that is being filled. */
  readonly #children: Child[] = [];
  #filled = 0;
  readonly #compared = new Set<string>();
  readonly #fields: readonly ContextField[];

  private constructor(options: CampaignOptions) {
    this.#options = options;
    this.#random = new Random(options.seed, options.stream);
    this.#mutator = new Mutator({
      random: this.#random,
      dictionary: this.dictionary,
      focus: options.focus,
      maxLength: options.maxLength,
    });
    this.#checker = new InvariantChecker(options.invariants);
    const { type } = options.spec.programs.get(options.program)!;
    this.#fields = settableFields(contexts[contextIndexOf(type)]!);
    this.#packet = { bytes: new Uint8Array(2 * options.maxLength), length: 0 };
  }

  /** Throws what loading the object throws. */
  static async create(options: CampaignOptions): Promise<Campaign> {
    const spec = options.spec.programs.get(options.program);
    if (spec && contexts[contextIndexOf(spec.type)]?.packet === "none") {
      throw new MachineError("UNSUPPORTED", `${options.program} takes no packet: there is nothing to fuzz`, {
        program: options.program,
      });
    }
    const campaign = new Campaign({ ...options, outputs: options.invariants.length > 0 });
    const { collections, fast } = await campaign.#targetOf(USUAL_SCENE);
    campaign.#seen = fast.seen;
    if (options.feedback) campaign.#learn(collections[0], fast);
    return campaign;
  }

  /** The object's own knowledge of values. */
  #learn(collection: Collection, fast: Executor): void {
    const { spec } = this.#options;
    for (const { program } of fast.edges())
      this.dictionary.addConstants(program.instrumentation!.edges.decoded);
    for (const { bytes } of spec.variables.values()) this.dictionary.addMemory(bytes);
    for (const map of mutableMaps(collection)) {
      let count = 0;
      for (const key of map.keys()) {
        if (map.type.includes("ARRAY") || ++count > 256) break;
        this.dictionary.addMemory(key);
        const value = map.lookup(key);
        if (value) this.dictionary.addMemory(value);
      }
    }
  }

  /** Runs a given input; it is kept if it takes new ways, or if it is to be the first. */
  async add(input: FuzzInput): Promise<void> {
    await this.#enter(input.scene);
    const { maxLength } = this.#options;
    const data = input.data.subarray(0, maxLength);
    if (data.length < MIN_PACKET) return;
    const child = { ...input, data };
    this.#target.within(input.scene, () => {
      this.#put(child);
      this.#runBatch(input.scene);
    });
    if (this.corpus.entries.length === 0) this.#keep(child);
  }

  /** Entries that were added since this was last called. */
  takeAdded(): FuzzInput[] {
    return this.#added.splice(0).map(({ input }) => input);
  }

  /** Runs inputs until `executions` of them ran in all, or until `stop` says so. */
  async until(executions: number, stop: () => boolean = () => false): Promise<void> {
    if (this.corpus.entries.length === 0) {
      await this.add({ data: new Uint8Array(64), linear: 0, ctx: {}, scene: USUAL_SCENE });
    }
    while (this.executions < executions && !stop()) {
      const fresh = this.#options.feedback ? this.#fresh.pop() : undefined;
      if (fresh) {
        await this.#enter(fresh.input.scene);
        this.#search(fresh);
        if (this.#isPlain(fresh.input) || fresh.favoured) await this.#judge(fresh.input);
        continue;
      }
      const parent = this.corpus.choose(this.#random);
      const scene = await this.#sceneFrom(parent);
      this.#target.within(scene, () => this.#breed(parent, scene));
    }
  }

  /** How far it has come. */
  statistics(): CampaignStatistics {
    const { fast } = this.#target;
    let edges = 0;
    let inReach = 0;
    for (const { from, count } of fast.edges()) {
      let passed = 0;
      for (let i = from; i < from + count; i++) if (this.#seen[i]) passed++;
      edges += passed;
      if (passed > 0) inReach += count;
    }
    return {
      executions: this.executions,
      corpus: this.corpus.entries.length,
      edges,
      edgesInReach: inReach,
      findings: this.findings.size,
    };
  }

  /** What of the object's C source ran. Counts say whether, not how often. */
  coverage(): Coverage {
    const { fast } = this.#target;
    fast.setSeen(this.#seen);
    const coverage = new Coverage(coverageObject(this.#options.spec));
    for (const { program } of fast.edges()) {
      const { hits, taken } = fast.executed(program);
      const counts = coverage.counts(program.spec.name);
      counts.hits.set(hits);
      counts.taken.set(taken);
    }
    return coverage;
  }

  /** For each edge, how often inputs passed it, as bits of a byte. */
  get seen(): Uint8Array {
    return this.#seen;
  }

  /** Adds what another campaign on the same object has seen. */
  addSeen(seen: Uint8Array): void {
    this.#seen = this.#seen.map((bits, i) => bits | seen[i]!);
    this.#target.fast.setSeen(this.#seen);
  }

  /** Lets go of its machines. */
  close(): void {
    for (const target of this.#targets.values()) target.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  // ---- scenes

  async #targetOf({ variables }: Scene): Promise<Target> {
    const key = [...variables]
      .map(([name, bytes]) => `${name}=${bytes}`)
      .sort()
      .join();
    let target = this.#targets.get(key);
    if (!target) {
      target = await Target.create(this.#options, { variables, elements: [] });
      if (this.#targets.size === MOST_TARGETS) {
        // The usual one, which is the first, stays.
        const [, oldest] = this.#targets.keys();
        this.#targets.get(oldest!)!.close();
        this.#targets.delete(oldest!);
      }
    }
    // The usual one stays first, the others follow in the order of their last use.
    if (variables.size > 0) this.#targets.delete(key);
    this.#targets.set(key, target);
    this.#target = target;
    return target;
  }

  /** Makes the scene's target the present one. */
  async #enter(scene: Scene): Promise<void> {
    const before = this.#target;
    const target = await this.#targetOf(scene);
    if (target !== before && before) target.fast.setSeen(this.#seen);
  }

  async #sceneFrom({ input }: Entry): Promise<Scene> {
    const { vary, spec } = this.#options;
    const random = this.#random;
    let scene: Scene | null = input.scene;
    if (vary.includes("config") && random.oneIn(CONFIG_EVERY)) {
      scene = varyVariables(scene, spec, random, this.dictionary) ?? scene;
    }
    await this.#enter(scene);
    if (vary.includes("maps") && random.oneIn(SCENE_EVERY)) {
      const [collection] = this.#target.collections;
      scene = varyElements(scene, collection, input.data, random, this.dictionary) ?? scene;
    }
    return scene;
  }

  // ---- inputs

  #isPlain({ ctx, linear, scene }: FuzzInput): boolean {
    return Object.keys(ctx).length === 0 && linear === 0 && scene.elements.length === 0;
  }

  /** Adds an input to the batch, which is run when it is full. */
  #put({ data, linear, ctx }: FuzzInput): void {
    const child = this.#child();
    child.packet.bytes.set(data);
    child.packet.length = data.length;
    child.linear = linear;
    this.#setContext(child, ctx);
  }

  #child(): Child {
    let child = this.#children[this.#filled];
    if (!child) {
      child = {
        packet: { bytes: new Uint8Array(2 * this.#options.maxLength), length: 0 },
        linear: 0,
        ctx: null,
        fields: {},
      };
      this.#children[this.#filled] = child;
    }
    this.#filled++;
    return child;
  }

  #setContext(child: Child, fields: ContextValues): void {
    child.fields = fields;
    child.ctx = Object.keys(fields).length === 0 ? null : this.#target.fast.template(fields);
  }

  get #isFull(): boolean {
    return this.#filled === this.#target.fast.capacity;
  }

  /** Runs what was put, and looks at what became of it. */
  #runBatch(scene: Scene): void {
    const { fast } = this.#target;
    const count = this.#filled;
    this.#filled = 0;
    for (let i = 0; i < count; i++) {
      const { packet, linear, ctx } = this.#children[i]!;
      fast.put(i, packet.bytes, packet.length, linear, ctx);
    }
    fast.run(count);
    this.executions += count;
    const checks = this.#checker.any;
    const { feedback } = this.#options;
    // Looking at one input runs it again, in the place of others: first all are looked over.
    const wrongs: [FuzzInput, Wrong][] = [];
    const met = (i: number, wrong: Wrong) => {
      const known = this.findings.get(keyOf(wrong));
      if (known) known.times++;
      else wrongs.push([inputOf(i), wrong]);
    };
    const novel: FuzzInput[] = [];
    const inputOf = (i: number): FuzzInput => {
      const { packet, linear, fields } = this.#children[i]!;
      return { data: packet.bytes.slice(0, packet.length), linear, ctx: fields, scene };
    };
    for (const [i, trap] of fast.traps) met(i, { kind: "trap", trap });
    for (let i = 0; i < count; i++) {
      if (feedback && fast.novelty(i) > 0) novel.push(inputOf(i));
      if (fast.tailCalls(i) >= MAX_TAIL_CALLS) met(i, { kind: "tail_calls", program: fast.lastCall(i) });
      if (!checks) continue;
      const { packet, fields } = this.#children[i]!;
      const outcome = fast.outcome(i, this.#outcome);
      const data = packet.bytes.subarray(0, packet.length);
      const broken = this.#checker.broken(data, outcome, { ...this.#options.ctx, ...fields });
      if (broken) met(i, { kind: "invariant", name: broken.name });
    }
    for (const [input, wrong] of wrongs) this.#note(input, wrong);
    for (const input of novel) this.#keep(input);
    if (novel.length > 0) this.#seen = fast.seen;
  }

  #keep(input: FuzzInput): void {
    const { fast } = this.#target;
    const alone = (candidate: FuzzInput): number[] => {
      const { data, linear, ctx } = candidate;
      const template = Object.keys(ctx).length > 0 ? fast.template(ctx) : null;
      fast.put(0, data, data.length, Math.min(linear, data.length), template);
      return fast.trace();
    };
    let kept = input;
    const edges = alone(input);
    // Shorter ones that go the same way are as good.
    const same = edges.join();
    let cut = kept.data.length >> 1;
    for (let step = 0; step < TRIM_STEPS && cut > 0; step++) {
      const data = kept.data.subarray(0, Math.max(MIN_PACKET, kept.data.length - cut));
      if (data.length < kept.data.length && alone({ ...kept, data }).join() === same)
        kept = { ...kept, data };
      else cut >>= 1;
    }
    const entry = this.corpus.add({ ...kept, data: kept.data.slice() }, edges, this.#isFocused(kept.data));
    this.#fresh.push(entry);
    this.#added.push(entry);
  }

  #isFocused(data: Uint8Array): boolean {
    const headers = focusHeaders(this.#options.focus);
    if (headers.length === 0) return false;
    this.#layers.dissect(data, data.length);
    for (let i = 0; i < this.#layers.count; i++) {
      const { name } = this.#layers.protocols[i]!;
      if (name !== "ethernet" && headers.includes(name)) return true;
    }
    return false;
  }

  // ---- where inputs come from

  /** Children of one entry. */
  #breed(parent: Entry, scene: Scene): void {
    const { vary, maxLength } = this.#options;
    const random = this.#random;
    const { data, linear, ctx } = parent.input;
    for (let made = 0; made < CHILDREN; ) {
      while (!this.#isFull) {
        const child = this.#child();
        const { packet } = child;
        child.linear = linear;
        child.ctx = null;
        child.fields = ctx;
        packet.bytes.set(data);
        packet.length = data.length;
        if (vary.includes("packet"))
          this.#mutator.mutate(packet, random.pick(this.corpus.entries).input.data);
        if (packet.length > maxLength) packet.length = maxLength;
        if (vary.includes("linear") && random.oneIn(4)) {
          child.linear = MIN_PACKET + random.below(packet.length - MIN_PACKET + 1);
        }
        if (child.linear > packet.length) child.linear = packet.length;
        if (vary.includes("ctx") && random.oneIn(4)) this.#setContext(child, this.#varyContext(ctx));
        else if (Object.keys(ctx).length > 0) this.#setContext(child, ctx);
        made++;
      }
      this.#runBatch(scene);
    }
  }

  #varyContext(ctx: ContextValues): ContextValues {
    const random = this.#random;
    const { name, size, kept } = random.pick(this.#fields);
    const known = this.dictionary.ofLength(random, Math.min(size, 4));
    const usual = [0, 1, 2, 255, 256, 0xffff, 0x7fff_ffff, 0xffff_ffff];
    let value = random.oneIn(2) ? random.pick(usual) : random.u32();
    if (known && random.oneIn(2)) value = known.reduce((sum, byte) => sum * 256 + byte, 0);
    if (kept < 4) value %= 2 ** (8 * kept);
    if (size > 8)
      return { ...ctx, [name]: Array.from({ length: size / 4 }, () => (random.oneIn(2) ? 0 : random.u32())) };
    return { ...ctx, [name]: value };
  }

  /** Tries what is close to a new entry: other values in single bytes, and what its comparisons ask for. */
  #search(entry: Entry): void {
    const { input } = entry;
    if (!this.#options.vary.includes("packet")) return;
    this.#target.within(input.scene, () => {
      const put = (at: number, bytes: ArrayLike<number>, ctx = input.ctx) => {
        const child = this.#child();
        child.packet.bytes.set(input.data);
        child.packet.bytes.set(bytes, at);
        child.packet.length = input.data.length;
        child.linear = input.linear;
        this.#setContext(child, ctx);
        if (this.#isFull) this.#runBatch(input.scene);
      };
      for (const change of this.#asked(entry)) {
        if ("at" in change) put(change.at, change.bytes);
        else put(0, [], { ...input.ctx, ...change.fields });
      }
      for (let at = 0; at < Math.min(input.data.length, WALKED); at++) {
        for (let value = 0; value < 256; value++) if (value !== input.data[at]) put(at, [value]);
      }
      if (this.#filled > 0) this.#runBatch(input.scene);
    });
  }

  /** What the comparisons of an entry ask for, of those of which one way was never gone. */
  *#asked({ input, edges }: Entry): Generator<Replacement | { fields: ContextValues }> {
    const { slow } = this.#target;
    const { data, linear, ctx } = input;
    const template = Object.keys(ctx).length > 0 ? slow.template(ctx) : null;
    slow.put(0, data, data.length, linear, template);
    slow.run(1);
    for (const operands of [...slow.comparisons(edges, this.#seen)]) {
      // Comparisons teach values even where their place in the packet is not found.
      this.dictionary.addNumber(operands.right);
      if (!operands.constant) this.dictionary.addNumber(operands.left);
      const key = `${operands.place} ${operands.left} ${operands.right} ${data.length}`;
      if (operands.open && this.#compared.has(key)) continue;
      this.#compared.add(key);
      // Where both ways are known, this one may still lead to another place together with what comes before it.
      let left = operands.open ? MOST_REPLACEMENTS : FEW_REPLACEMENTS;
      for (const replacement of replacements(data, operands)) {
        if (left-- === 0) break;
        yield replacement;
      }
      if (this.#options.vary.includes("ctx")) yield* this.#askedOfContext(ctx, operands);
    }
  }

  /** Fields given what was compared with them, or with a part of them. */
  *#askedOfContext(
    ctx: ContextValues,
    { left, right }: ComparedOperands,
  ): Generator<{ fields: ContextValues }> {
    for (const { name, size, kept } of this.#fields) {
      if (size > 4) continue;
      const old = ctx[name] ?? this.#options.ctx[name] ?? 0;
      if (typeof old === "object") continue;
      const [was, want] = [BigInt(old), BigInt.asUintN(32, right)];
      // The whole of it, its upper half, or the bits that were looked at.
      for (const value of [want, (want << 16n) | (was & 0xffffn), was ^ left ^ right]) {
        yield { fields: { [name]: Number(BigInt.asUintN(8 * Math.min(kept, 4), value)) } };
      }
    }
  }

  // ---- findings

  /** Asks engines that have to agree. */
  async #judge(input: FuzzInput): Promise<void> {
    const wrong = this.#disagreement(input);
    if (wrong) this.#note(input, wrong);
  }

  #disagreement(input: FuzzInput): Wrong | null {
    const disagreement = this.#target.judge.ask(input);
    if (!disagreement) return null;
    const { party, differences } = disagreement;
    return party === "stack" ? { kind: "stack", differences } : { kind: "engines", party, differences };
  }

  #note(input: FuzzInput, wrong: Wrong): void {
    const key = keyOf(wrong);
    const known = this.findings.get(key);
    if (known) {
      known.times++;
      return;
    }
    const finding: Finding = { ...wrong, key, input, executions: this.executions, times: 1 };
    this.findings.set(key, finding);
    finding.input = this.#minimise(input, key);
  }

  /** Whether an input, alone, does what the key says. */
  #shows(input: FuzzInput, key: string): boolean {
    const { fast } = this.#target;
    if (key.startsWith("stack") || key.startsWith("jit")) {
      const wrong = this.#disagreement(input);
      return wrong !== null && keyOf(wrong) === key;
    }
    const { data, linear, ctx } = input;
    const fields = { ...this.#options.ctx, ...ctx };
    fast.put(0, data, data.length, Math.min(linear, data.length), fast.template(ctx));
    fast.run(1);
    const trap = fast.traps.get(0);
    if (key.startsWith("trap")) return trap !== undefined && keyOf({ kind: "trap", trap }) === key;
    if (key.startsWith("tail")) return fast.tailCalls(0) >= MAX_TAIL_CALLS;
    const broken = this.#checker.broken(data, fast.outcome(0, this.#outcome), fields);
    return broken !== null && keyOf({ kind: "invariant", name: broken.name }) === key;
  }

  #minimise(input: FuzzInput, key: string): FuzzInput {
    const { fast } = this.#target;
    const before = fast.seen;
    const best = minimise(input, (candidate) => this.#shows(candidate, key));
    fast.setSeen(before);
    return best;
  }
}
