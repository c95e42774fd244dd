/* Write down every hook that a packet comes by, and do there what a rule says. Rebuild with build.sh. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))
#define NUMBER(name, value) int (*name)[value]

enum { ARRAY = 2, RULES = 128, MOST = 32, MACS = 12, INGRESS = 1 };
/* The end of the frames that are sent: interfaces have their own to say. */
enum { OURS = 0x626b7373 };
enum hook { AT_INGRESS, AT_EGRESS, AT_XDP, HOOKS };
enum { SET_FIELDS = 1, PUSH_TAG = 2 };
enum { ETH_P_8021Q = 0x0081 }; /* in network order */
enum { REDIRECT = 23, NEIGH = 152, PEER = 155 };

/* struct __sk_buff, as far as it is asked for. */
struct skb {
	u32 len, pkt_type, mark, queue_mapping, protocol, vlan_present, vlan_tci, vlan_proto, priority;
	u32 ingress_ifindex, ifindex, tc_index, cb[5], hash, tc_classid, data, data_end;
};
struct xdp {
	u32 data, data_end, data_meta, ingress_ifindex;
};

struct rule {
	u32 first, helper, target, flags, verdict;
	u32 family, next_hop[4];
};
struct hop {
	u32 interface, hook, ingress_ifindex, len, mark, priority, queue_mapping, tc_index;
	u32 vlan_present, vlan_tci, vlan_proto, cb[5];
	u8 macs[MACS];
};

/* By interface and hook. */
struct {
	NUMBER(type, ARRAY);
	u32 *key;
	struct rule *value;
	NUMBER(max_entries, RULES * HOOKS);
} rules SEC(".maps");

struct {
	NUMBER(type, ARRAY);
	u32 *key;
	struct hop *value;
	NUMBER(max_entries, MOST);
} hops SEC(".maps");

struct {
	NUMBER(type, ARRAY);
	u32 *key;
	u32 *value;
	NUMBER(max_entries, 1);
} count SEC(".maps");

static void *(*map_lookup_elem)(void *map, const void *key) = (void *)1;
static long (*clone_redirect)(void *skb, u32 ifindex, u64 flags) = (void *)13;
static long (*skb_vlan_push)(void *skb, u16 proto, u16 tci) = (void *)18;
static long (*redirect)(u32 ifindex, u64 flags) = (void *)23;
static long (*skb_load_bytes)(const void *skb, u32 offset, void *to, u32 len) = (void *)26;
static long (*redirect_neigh)(u32 ifindex, void *params, int plen, u64 flags) = (void *)152;
static long (*redirect_peer)(u32 ifindex, u64 flags) = (void *)155;

static inline struct rule *rule_of(u32 interface, enum hook hook)
{
	u32 key = interface * HOOKS + hook;

	return map_lookup_elem(&rules, &key);
}

static inline struct hop *new_hop(void)
{
	u32 zero = 0, place;
	u32 *used = map_lookup_elem(&count, &zero);

	if (!used)
		return 0;
	place = *used;
	*used = place + 1;
	return map_lookup_elem(&hops, &place);
}

static inline int packet(struct skb *skb, enum hook hook)
{
	struct rule *rule = rule_of(skb->ifindex, hook);
	struct hop *hop;
	u32 end;

	if (skb_load_bytes(skb, skb->len - sizeof(end), &end, sizeof(end)) || end != OURS)
		return 0;
	hop = new_hop();
	if (!rule || !hop)
		return 2;
	hop->interface = skb->ifindex;
	hop->hook = hook;
	hop->ingress_ifindex = skb->ingress_ifindex;
	hop->len = skb->len;
	hop->mark = skb->mark;
	hop->priority = skb->priority;
	hop->queue_mapping = skb->queue_mapping;
	hop->tc_index = skb->tc_index;
	hop->vlan_present = skb->vlan_present;
	hop->vlan_tci = skb->vlan_tci;
	hop->vlan_proto = skb->vlan_proto;
	for (int i = 0; i < 5; i++)
		hop->cb[i] = skb->cb[i];
	skb_load_bytes(skb, 0, hop->macs, MACS);
	if (rule->first & SET_FIELDS) {
		skb->mark = 0x11111111;
		skb->priority = 0x22222222;
		skb->queue_mapping = 0x33;
		skb->tc_index = 0x44;
		for (int i = 0; i < 5; i++)
			skb->cb[i] = 0x50505050 + i;
	}
	switch (rule->helper) {
	case REDIRECT:
		return redirect(rule->target, rule->flags);
	case PEER:
		return redirect_peer(rule->target, rule->flags);
	case NEIGH: {
		u32 next[5] = { rule->family, rule->next_hop[0], rule->next_hop[1], rule->next_hop[2], rule->next_hop[3] };

		if (rule->family)
			return redirect_neigh(rule->target, next, sizeof(next), rule->flags);
		return redirect_neigh(rule->target, 0, 0, rule->flags);
	}
	}
	return rule->verdict;
}

SEC("tc") int ingress(struct skb *skb)
{
	return packet(skb, AT_INGRESS);
}

SEC("tc") int egress(struct skb *skb)
{
	return packet(skb, AT_EGRESS);
}

SEC("xdp") int first(struct xdp *xdp)
{
	u8 *data = (u8 *)(u64)xdp->data, *end = (u8 *)(u64)xdp->data_end;
	struct rule *rule = rule_of(xdp->ingress_ifindex, AT_XDP);
	struct hop *hop;

	/* What interfaces have to say goes to many. */
	if (data + MACS > end || data[0] & 1)
		return 2;
	hop = new_hop();
	if (!rule || !hop)
		return 0;
	hop->interface = xdp->ingress_ifindex;
	hop->hook = AT_XDP;
	hop->ingress_ifindex = xdp->ingress_ifindex;
	hop->len = end - data;
	for (int i = 0; i < MACS; i++)
		hop->macs[i] = data[i];
	if (rule->helper == REDIRECT)
		return redirect(rule->target, rule->flags);
	return rule->verdict;
}

/* Lets a copy of the packet arrive at the interface that `mark` names, with a VLAN tag if a rule says so. */
SEC("tc") int send(struct skb *skb)
{
	struct rule *rule = rule_of(0, AT_INGRESS);

	if (!rule || (rule->first & PUSH_TAG && skb_vlan_push(skb, ETH_P_8021Q, 0x123)))
		return -1;
	return clone_redirect(skb, skb->mark, INGRESS);
}

char gpl[] SEC("license") = "GPL";
