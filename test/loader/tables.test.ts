import { describe, expect, test } from "vitest";
import { MAP_TYPES, mapTypeOfNumber } from "../../spec/maps.ts";
import {
  attachTypeNumber,
  programKindOfFunction,
  programKindOfSection,
  programTypeNumber,
} from "../../spec/programs.ts";

/** Numbers of include/uapi/linux/bpf.h. */
describe("kernel numbers", () => {
  test("program types", () => {
    expect(
      ["SCHED_CLS", "XDP", "CGROUP_SOCK_ADDR", "SYSCALL", "NETFILTER"].map((t) =>
        programTypeNumber(t as "XDP"),
      ),
    ).toEqual([3, 6, 18, 31, 32]);
  });

  test("attach types", () => {
    expect(attachTypeNumber("CGROUP_INET4_CONNECT")).toBe(10);
    expect(attachTypeNumber("CGROUP_INET_SOCK_RELEASE")).toBe(34);
    expect(attachTypeNumber("XDP")).toBe(37);
    expect(attachTypeNumber("TCX_INGRESS")).toBe(46);
    expect(attachTypeNumber("NETKIT_PRIMARY")).toBe(54);
  });

  test("map types", () => {
    const numbers = [1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map(mapTypeOfNumber);
    expect(numbers).toEqual([
      "HASH",
      "ARRAY",
      "PROG_ARRAY",
      "PERF_EVENT_ARRAY",
      "PERCPU_HASH",
      "PERCPU_ARRAY",
      "LRU_HASH",
      "LRU_PERCPU_HASH",
      "LPM_TRIE",
      "ARRAY_OF_MAPS",
      "HASH_OF_MAPS",
    ]);
    expect(numbers.every((type) => MAP_TYPES[type!].supported)).toBe(true);
    // Those that Cilium uses, and QUEUE and STACK.
    expect(Object.values(MAP_TYPES).filter(({ supported }) => supported).length).toBe(numbers.length + 2);
    expect(mapTypeOfNumber(27)).toBe("RINGBUF");
    expect(mapTypeOfNumber(33)).toBe("ARENA");
    expect(mapTypeOfNumber(0xffff_ffff)).toBe(null);
  });
});

describe("section names", () => {
  test.each([
    ["tc", "SCHED_CLS", null],
    ["tc/tail", "SCHED_CLS", null],
    ["tc/test/drop/check", "SCHED_CLS", null],
    ["tc_mark", "SCHED_CLS", null],
    ["tcx/ingress", "SCHED_CLS", "TCX_INGRESS"],
    ["classifier/egress", "SCHED_CLS", null],
    ["xdp", "XDP", "XDP"],
    ["xdp/entry", "XDP", "XDP"],
    ["xdp_prog0", "XDP", "XDP"],
    ["xdp1", "XDP", "XDP"],
    ["xdp/devmap", "XDP", "XDP_DEVMAP"],
    ["cgroup/connect4", "CGROUP_SOCK_ADDR", "CGROUP_INET4_CONNECT"],
    ["cgroup/sendmsg6", "CGROUP_SOCK_ADDR", "CGROUP_UDP6_SENDMSG"],
    ["cgroup/recvmsg4", "CGROUP_SOCK_ADDR", "CGROUP_UDP4_RECVMSG"],
    ["cgroup/getpeername6", "CGROUP_SOCK_ADDR", "CGROUP_INET6_GETPEERNAME"],
    ["cgroup/post_bind4", "CGROUP_SOCK", "CGROUP_INET4_POST_BIND"],
    ["cgroup/sock_release", "CGROUP_SOCK", "CGROUP_INET_SOCK_RELEASE"],
    ["connect6", "CGROUP_SOCK_ADDR", "CGROUP_INET6_CONNECT"],
    ["from-container", "SCHED_CLS", null],
    ["kprobe/sys_execve", "KPROBE", null],
    ["fentry.s/tcp_connect", "TRACING", "TRACE_FENTRY"],
    ["raw_tp.w/x", "RAW_TRACEPOINT_WRITABLE", null],
    ["socket/3", "SOCKET_FILTER", null],
  ])("%s is %s", (section, type, attachType) => {
    expect(programKindOfSection(section)).toMatchObject({ type, attachType });
  });

  test.each(["", "2/7", "test", "tcp", "xdpish", "maps", "l2_to_iptun_ingress_forward"])(
    "%j says nothing",
    (section) => {
      expect(programKindOfSection(section)).toBe(null);
    },
  );

  test("sleepable programs", () => {
    expect(programKindOfSection("lsm.s/file_open")).toMatchObject({ type: "LSM", sleepable: true });
    expect(programKindOfSection("lsm/file_open")).toMatchObject({ type: "LSM", sleepable: false });
  });

  test("functions of Cilium", () => {
    expect(programKindOfFunction("cil_from_container")?.type).toBe("SCHED_CLS");
    expect(programKindOfFunction("cil_xdp_entry")?.type).toBe("XDP");
    expect(programKindOfFunction("main")).toBe(null);
  });
});
