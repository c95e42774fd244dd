#!/usr/bin/env node
import { commandLine } from "./command-line.ts";
import { processIo } from "./io.ts";

process.exitCode = await commandLine(process.argv.slice(2), processIo());
