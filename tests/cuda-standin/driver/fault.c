// A kernel that reaches beyond all memory ends as an illegal address and not as the end of the process.
#define _GNU_SOURCE
#include "standin.h"
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>

static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE };
enum { SIGNAL_COUNT = sizeof signals / sizeof *signals };

static struct sigaction before[SIGNAL_COUNT];
static sigjmp_buf landing;
static pthread_t guarded;
static volatile sig_atomic_t is_guarded;

// Other threads' faults belong to whoever handled them before.
static void on_signal(int signal, siginfo_t* info, void* context)
{
    if (is_guarded && pthread_equal(pthread_self(), guarded)) { siglongjmp(landing, signal); }
    for (int i = 0; i < SIGNAL_COUNT; i++)
    {
        if (signals[i] != signal) { continue; }
        if (before[i].sa_flags & SA_SIGINFO) { before[i].sa_sigaction(signal, info, context); }
        else if (before[i].sa_handler != SIG_DFL && before[i].sa_handler != SIG_IGN) { before[i].sa_handler(signal); }
        else { sigaction(signal, before + i, NULL); } // and it happens again
    }
}

const char* fault_guard(const char* (*run)(const void*), const void* context)
{
    struct sigaction ours = { .sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK };
    const char* volatile result;
    guarded = pthread_self();
    for (int i = 0; i < SIGNAL_COUNT; i++) { sigaction(signals[i], &ours, before + i); }
    if (sigsetjmp(landing, 1)) { result = FAULT_ADDRESS; }
    else
    {
        is_guarded = 1;
        result = run(context);
    }

    is_guarded = 0;
    for (int i = 0; i < SIGNAL_COUNT; i++) { sigaction(signals[i], before + i, NULL); }
    return result;
}
