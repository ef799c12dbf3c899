/*
 * A relay between a program and a PostgreSQL server, or a pooler in front of one, on a free port of the loopback and in
 * a thread of its own. It reads the protocol on the way: it counts, and it can get in the way at a place that is told
 * exactly. It must not know who the program is; for tests in C and C++. What it cannot do ends the program.
 *
 * A ROUND TRIP is a wait: the client has asked for an answer, by Sync or Query (or Flush), and cannot go on before that
 * is there. It begins with the first message that the client sends when nothing it asked for is still to come, and
 * ends with the last ReadyForQuery that it asked for; after a Flush, with the next answer of any kind. However many
 * messages, statements and packets go in between, that is one. What it takes to connect, up to the first ReadyForQuery,
 * is none. Of a client which sends several Syncs without waiting, more may be counted, if the server is fast, but never
 * less than it waited for.
 */
#ifndef GEMEL_TESTS_WIRE_PROXY_H
#define GEMEL_TESTS_WIRE_PROXY_H
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct proxy proxy;

/* To the server of this URL, "postgresql://user:password@127.0.0.1:port/database". */
proxy *proxy_start(const char *server_url);
/* Cuts what is still connected. */
void proxy_stop(proxy *self);
/* The server's URL as it is reached through the proxy; it ends in parameters. Borrowed. */
const char *proxy_url(const proxy *self);

/* How many connections there are; where the server has ended one, the client has been told so before it counts no more.
 */
size_t proxy_connections(proxy *self);

/* ---- What came by, of all connections ---- */

void proxy_forget(proxy *self);
int proxy_round_trips(proxy *self);
/* Statements that were prepared: Parse messages which give a name. */
int proxy_prepared(proxy *self);
/* Execute and Query messages. */
size_t proxy_statement_count(proxy *self);
/* The SQL of one of them; borrowed until the next is made, or forgotten. */
const char *proxy_statement(proxy *self, size_t statement);

/* ---- Faults: one at a time, and once. Messages are counted from here on, those of connecting left out. ---- */

/* Runs on the proxy's thread while it passes nothing on. Shall the connection live on, as far as the proxy is
 * concerned? */
typedef bool proxy_fn(void *user_data);

/* Calls fn when the server has answered the n-th Execute, the first being 1, and has seen no message after it. Asks for
 * the answer by a Flush of its own, so round trips are not to be counted then. */
void proxy_hold_after_statement(proxy *self, int n, proxy_fn *fn, void *user_data);
/* Calls fn when n messages of the client have been passed on, and no more. */
void proxy_hold_after_message(proxy *self, int n, proxy_fn *fn, void *user_data);
/* Cuts the connection when n messages of the client have been passed on; 0: when the first comes. To cut is: the server
 * sees the end of what it got, and has ended its work for this client before the client sees the end as well. */
void proxy_cut_after_message(proxy *self, int n);
/* Cuts it when the n-th message of the server comes, the first being 1, which the client does not get any more. */
void proxy_cut_before_answer(proxy *self, int n);
/* Takes the fault away. Was there an occasion for it? */
bool proxy_disarm(proxy *self);

#ifdef __cplusplus
}
#endif
#endif
