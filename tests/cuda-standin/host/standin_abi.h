// What a kernel's shared object and the stand-in driver know of each other.
#ifndef STANDIN_ABI_H
#define STANDIN_ABI_H

#include <stddef.h>
#include <stdint.h>

enum { STANDIN_ABI_VERSION = 2, STANDIN_WARP = 32, STANDIN_MAX_DYNAMIC_SHARED = 166912 };

// A parameter as the host's compiler sees it in the kernel's own signature.
typedef struct
{
    uint32_t size;
    uint32_t alignment;
    uint32_t is_pointer;
} standin_parameter;

// The running thread, as the special registers give it.
typedef struct
{
    uint32_t tid[3];
    uint32_t ctaid[3];
    uint32_t ntid[3];
    uint32_t nctaid[3];
    uint32_t lane;
    uint32_t dynamic_smem_size;
} standin_registers;

// What a kernel asks of the scheduler.
typedef struct
{
    void (*barrier)(void);
    const uint64_t* (*exchange)(uint64_t value, uint32_t mask); // all lanes' values, once all of them have given theirs
} standin_services;

typedef struct
{
    uint32_t version;
    const char* name;
    uint32_t parameter_count;
    const standin_parameter* parameters;
    void (*run)(void* const* arguments);
    standin_registers** registers;      // where the scheduler puts the running thread's
    const standin_services** services;
    char* (*dynamic_shared)(void);      // STANDIN_MAX_DYNAMIC_SHARED bytes of the calling thread
} standin_kernel;

#define STANDIN_KERNEL_SYMBOL "standin_kernel_description"

#endif
