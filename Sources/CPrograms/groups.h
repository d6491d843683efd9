// Ends the programs that run beside us when a signal ends us. In C because only async-signal-safe calls may run in a signal
// handler, and Swift promises that of none of its own.
//
// Use this header from one Swift file only: each object file that includes it has its own copy of the state.

#ifndef NINES_CPROGRAMS_GROUPS_H
#define NINES_CPROGRAMS_GROUPS_H

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>

// A group that is asked to end has half a second for it.
enum { GROUPS_LIMIT = 64, GROUPS_SIGNALS = 4, GROUPS_STEP_MILLISECONDS = 10, GROUPS_STEPS = 50 };

typedef struct {
    // Each leads a group, and is our child; zero where there is none.
    volatile pid_t leaders[GROUPS_LIMIT];
    struct sigaction before[GROUPS_SIGNALS];
    bool is_installed;
} groups_state;

// Swift emits no variables of a header, but those inside a function come with the function.
static inline groups_state *groups_shared(void) {
    static groups_state state;
    return &state;
}

static inline int groups_signal(int index) {
    static const int signals[GROUPS_SIGNALS] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    return signals[index];
}

// One that is stopped would not hear of it.
static inline void groups_ask(pid_t leader) {
    kill(-leader, SIGTERM);
    kill(-leader, SIGCONT);
}

// Asks the group to end, kills what is left of it after a moment, and reaps its leader.
static inline void groups_end(pid_t leader) {
    groups_ask(leader);
    bool is_reaped = false;
    for (int step = 0; step < GROUPS_STEPS; step++) {
        is_reaped = is_reaped || waitpid(leader, NULL, WNOHANG) != 0;
        if (is_reaped && kill(-leader, 0) != 0) return;
        poll(NULL, 0, GROUPS_STEP_MILLISECONDS);
    }
    kill(-leader, SIGKILL);
    if (!is_reaped) waitpid(leader, NULL, 0);
}

static inline void groups_end_all(void) {
    groups_state *groups = groups_shared();
    for (int index = 0; index < GROUPS_LIMIT; index++)
        if (groups->leaders[index] > 0) groups_ask(groups->leaders[index]);
    for (int index = 0; index < GROUPS_LIMIT; index++) {
        pid_t leader = groups->leaders[index];
        groups->leaders[index] = 0;
        if (leader > 0) groups_end(leader);
    }
}

// Whoever had the signal before gets it next, and should that return, as the Swift runtime's backtrace does, the default action.
static inline void groups_handle(int number) {
    groups_end_all();
    for (int index = 0; index < GROUPS_SIGNALS; index++)
        if (groups_signal(index) == number) sigaction(number, &groups_shared()->before[index], NULL);
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, number);
    pthread_sigmask(SIG_UNBLOCK, &own, NULL);
    raise(number);
    struct sigaction fallback;
    memset(&fallback, 0, sizeof fallback);
    fallback.sa_handler = SIG_DFL;
    sigaction(number, &fallback, NULL);
    raise(number);
}

// Takes the signals that end a program, but for those that are ignored, over whatever has them.
static inline void groups_install(void) {
    groups_state *groups = groups_shared();
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = groups_handle;
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < GROUPS_SIGNALS; index++) sigaddset(&action.sa_mask, groups_signal(index));
    for (int index = 0; index < GROUPS_SIGNALS; index++) {
        struct sigaction before;
        if (sigaction(groups_signal(index), NULL, &before) != 0) continue;
        if (before.sa_handler == groups_handle || before.sa_handler == SIG_IGN) continue;
        groups->before[index] = before;
        sigaction(groups_signal(index), &action, NULL);
    }
    if (!groups->is_installed) atexit(groups_end_all);
    groups->is_installed = true;
}

// Keeps the signals away while the table and the system's own may differ.
static inline void groups_hold(sigset_t *before) {
    sigset_t signals;
    sigemptyset(&signals);
    for (int index = 0; index < GROUPS_SIGNALS; index++) sigaddset(&signals, groups_signal(index));
    pthread_sigmask(SIG_BLOCK, &signals, before);
}

static inline void groups_release(const sigset_t *before) { pthread_sigmask(SIG_SETMASK, before, NULL); }

static inline void groups_replace(pid_t old, pid_t new) {
    groups_state *groups = groups_shared();
    for (int index = 0; index < GROUPS_LIMIT; index++) {
        pid_t expected = old;
        if (__atomic_compare_exchange_n(&groups->leaders[index], &expected, new, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
            return;
    }
}

#endif
