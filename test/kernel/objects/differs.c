/* A program that Linux runs and the interpreter does not. Rebuild with build.sh. */
static unsigned int (*get_route_realm)(void *skb) = (void *)24;

__attribute__((section("tc"), used)) int route_realm(void *skb)
{
	return get_route_realm(skb) + 1;
}

char _license[] __attribute__((section("license"), used)) = "GPL";
