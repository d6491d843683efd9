// Gives the terminal back when the program crashes. In C because only async-signal-safe calls may run in a signal
// handler, and Swift promises that of none of its own.
//
// Use this header from one Swift file only: each object file that includes it has its own copy of the state.

#ifndef NINES_CNCURSES_GUARD_H
#define NINES_CNCURSES_GUARD_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { GUARD_SEQUENCE_LIMIT = 512, GUARD_STACK_BYTES = 65536, GUARD_SIGNALS = 7 };

typedef struct {
    char stack[GUARD_STACK_BYTES];
    char sequence[GUARD_SEQUENCE_LIMIT];
    size_t sequence_length;
    struct termios modes;
    bool has_modes;
    int output;
    volatile sig_atomic_t is_armed;
} guard_state;

// Swift emits no variables of a header, but those inside a function come with the function.
static inline guard_state *guard_shared(void) {
    static guard_state state;
    return &state;
}

// Swift's own traps arrive as SIGILL or SIGTRAP. SIGQUIT is what a user sends with Ctrl-\ to a program that hangs.
static inline int guard_signal(int index) {
    static const int signals[GUARD_SIGNALS] = {SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGTRAP, SIGQUIT};
    return signals[index];
}

static inline void guard_handle(int number) {
    guard_state *guard = guard_shared();
    if (guard->is_armed) {
        guard->is_armed = 0;
        ssize_t written = write(guard->output, guard->sequence, guard->sequence_length);
        (void)written;
        if (guard->has_modes) tcsetattr(guard->output, TCSANOW, &guard->modes);
    }
    // The default action comes when the handler returns, because the signal is blocked in here. Not the Swift runtime's
    // backtrace: on a terminal that waits half a minute for a key, and nobody has that during an incident.
    struct sigaction fallback;
    memset(&fallback, 0, sizeof fallback);
    fallback.sa_handler = SIG_DFL;
    sigaction(number, &fallback, NULL);
    raise(number);
}

// Installs the handlers, with a stack of their own because the crash may be the stack's overflow.
static inline void guard_install(void) {
    guard_state *guard = guard_shared();
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = guard->stack;
    stack.ss_size = sizeof guard->stack;
    sigaltstack(&stack, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = guard_handle;
    action.sa_flags = SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    // Setting the modes of a terminal from the background would otherwise stop the program.
    sigaddset(&action.sa_mask, SIGTTOU);
    for (int index = 0; index < GUARD_SIGNALS; index++)
        sigaction(guard_signal(index), &action, NULL);
}

// From now on a crash writes the sequence to the descriptor and sets its modes, when there are any.
static inline void guard_arm(int descriptor, const char *sequence, size_t length, const struct termios *modes) {
    guard_state *guard = guard_shared();
    guard->is_armed = 0;
    guard->output = descriptor;
    guard->sequence_length = length < GUARD_SEQUENCE_LIMIT ? length : 0;
    memcpy(guard->sequence, sequence, guard->sequence_length);
    guard->has_modes = modes != NULL;
    if (modes) guard->modes = *modes;
    guard->is_armed = 1;
}

static inline void guard_disarm(void) { guard_shared()->is_armed = 0; }

#endif
