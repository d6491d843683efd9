// Signals read like a file. <sys/signalfd.h> is not in Swift's Glibc module.

#ifndef NINES_CNCURSES_SIGNALS_H
#define NINES_CNCURSES_SIGNALS_H

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

// Opens a descriptor that is readable when one of the signals in the set waits; -1 when there are no descriptors left.
static inline int shim_open_signals(const sigset_t *signals) {
    return signalfd(-1, signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

// The number of the signal that waited longest; 0 when none waits.
static inline int shim_read_signal(int descriptor) {
    struct signalfd_siginfo information;
    ssize_t count = read(descriptor, &information, sizeof information);
    return count == (ssize_t)sizeof information ? (int)information.ssi_signo : 0;
}

#endif
