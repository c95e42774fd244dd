declare module "elfy" {
  export interface ElfySection {
    name: string;
    type: string | number;
    off: number;
  }
  const elfy: { parse(bytes: Uint8Array): { body: { sections: ElfySection[] } } };
  export default elfy;
}
