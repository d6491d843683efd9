#include <signal.h>
#include <sys/signalfd.h>
