/** Has the host write the operations of a program, which is about to run for the first time. */
@external("env", "link")
export declare function link(program: usize): void;
