#!/usr/bin/env node
import { conformance } from "./conformance-command.ts";
import { processIo } from "./io.ts";

process.exitCode = await conformance(process.argv.slice(2), processIo());
