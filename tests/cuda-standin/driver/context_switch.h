// Contexts on one thread: a hand-written switch on x86-64, ucontext elsewhere.
#ifndef CONTEXT_SWITCH_H
#define CONTEXT_SWITCH_H

#include <stdint.h>

#if defined(__x86_64__) && !defined(STANDIN_UCONTEXT)

typedef void** standin_stack_pointer;

// Keeps the registers that the System V ABI says a call keeps, and goes on where the other context left.
void standin_switch(standin_stack_pointer* from, standin_stack_pointer to);
__asm__(
    ".text\n"
    ".local standin_switch\n"
    ".type standin_switch, @function\n"
    "standin_switch:\n"
    "    pushq %rbp\n    pushq %rbx\n    pushq %r12\n    pushq %r13\n    pushq %r14\n    pushq %r15\n"
    "    movq %rsp, (%rdi)\n"
    "    movq %rsi, %rsp\n"
    "    popq %r15\n    popq %r14\n    popq %r13\n    popq %r12\n    popq %rbx\n    popq %rbp\n"
    "    ret\n"
    ".size standin_switch, .-standin_switch\n");

static void standin_stack_begin(standin_stack_pointer* context, char* top, void (*entry)(void))
{
    void** stack = (void**)((uintptr_t)top & ~(uintptr_t)15);
    *--stack = 0;   // as if entry had been called: its frame is 8 off a multiple of 16
    *--stack = (void*)entry;
    for (int i = 0; i < 6; i++) { *--stack = 0; }
    *context = stack;
}

#else

#include <stdlib.h>
#include <ucontext.h>

typedef ucontext_t standin_stack_pointer;

#define standin_switch(from, to) ((void)swapcontext(from, &(to)))

// In place: a context of glibc's points into itself.
static void standin_stack_begin(standin_stack_pointer* context, char* top, void (*entry)(void))
{
    getcontext(context);
    context->uc_stack.ss_sp = top - 128 * 1024;
    context->uc_stack.ss_size = 128 * 1024;
    context->uc_link = NULL;
    makecontext(context, entry, 0);
}

#endif

#endif
