// Runs a kernel: block after block, a block's threads as contexts with stacks of their own, switched where they wait for each other.
#define _GNU_SOURCE
#include "standin.h"
#include "context_switch.h"
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { STACK_BYTES = 256 * 1024, MAX_WARPS = MAX_THREADS / STANDIN_WARP, UNDEFINED = 0xCD, BEHIND_SHARED = 64 };

typedef enum { READY, AT_BARRIER, IN_EXCHANGE, FINISHED } thread_state;

typedef struct
{
    standin_registers registers;
    thread_state state;
    uint32_t warp, exchanges;
    standin_stack_pointer stack;
} thread;

typedef struct
{
    uint32_t size, arrived;
    uint64_t values[2][STANDIN_WARP];   // of this exchange and the one before: nobody is two ahead
} warp;

static thread threads[MAX_THREADS];
static warp warps[MAX_WARPS];
static uint32_t thread_count, waiting, running;
static char* stacks;
static standin_stack_pointer scheduler_stack;
static const standin_kernel* kernel;
static void* const* kernel_arguments;
static const char* fault;

static void leave(thread_state state)
{
    threads[running].state = state;
    standin_switch(&threads[running].stack, scheduler_stack);
}

static void barrier(void)
{
    waiting++;
    leave(AT_BARRIER);
}

static const uint64_t* exchange(uint64_t value, uint32_t mask)
{
    thread* self = threads + running;
    warp* own = warps + self->warp;
    uint32_t all = own->size == STANDIN_WARP ? UINT32_MAX : (1u << own->size) - 1;
    uint64_t* values = own->values[self->exchanges++ & 1];
    if ((mask & all) != all) { fault = "a shuffle that does not name all of its warp"; }
    values[self->registers.lane] = value;
    if (++own->arrived == own->size)
    {
        own->arrived = 0;
        for (uint32_t i = 0; i < own->size; i++) { threads[self->warp * STANDIN_WARP + i].state = READY; }
    }
    else { leave(IN_EXCHANGE); }

    return values;
}

static const standin_services services = { barrier, exchange };

static void thread_main(void)
{
    kernel->run(kernel_arguments);
    leave(FINISHED);
    abort();
}

// All threads once over, then over those that can go on, until all are finished or nobody can.
static const char* run_block(void)
{
    uint32_t finished = 0;
    while (finished < thread_count)
    {
        bool has_run = false;
        for (uint32_t i = 0; i < thread_count; i++)
        {
            if (threads[i].state != READY) { continue; }
            has_run = true;
            running = i;
            *kernel->registers = &threads[i].registers;
            standin_switch(&scheduler_stack, threads[i].stack);
            finished += threads[i].state == FINISHED;
            if (fault) { return fault; }
        }

        if (waiting == thread_count)
        {
            waiting = 0;
            for (uint32_t i = 0; i < thread_count; i++) { threads[i].state = READY; }
        }
        else if (!has_run) { return waiting ? "a barrier that not all threads of the block reach" : "a shuffle that not all lanes of the warp reach"; }
    }

    return NULL;
}

static void prepare_block(const operation* launch, uint32_t x, uint32_t y, uint32_t z)
{
    static const standin_registers none;
    waiting = 0;
    for (uint32_t i = 0; i < thread_count; i++)
    {
        thread* item = threads + i;
        const uint32_t* block = launch->block;
        item->registers = none;
        item->registers.tid[0] = i % block[0];
        item->registers.tid[1] = i / block[0] % block[1];
        item->registers.tid[2] = i / block[0] / block[1];
        item->registers.ctaid[0] = x;
        item->registers.ctaid[1] = y;
        item->registers.ctaid[2] = z;
        memcpy(item->registers.ntid, block, sizeof item->registers.ntid);
        memcpy(item->registers.nctaid, launch->grid, sizeof item->registers.nctaid);
        item->registers.lane = i % STANDIN_WARP;
        item->registers.dynamic_smem_size = launch->dynamic_shared;
        item->warp = i / STANDIN_WARP;
        item->exchanges = 0;
        item->state = READY;
        // Stacks that begin at the same place in their pages would fight for the same cache lines.
        standin_stack_begin(&item->stack, stacks + (size_t)(i + 1) * STACK_BYTES - i % 64 * 64, thread_main);
    }

    uint32_t warp_count = (thread_count + STANDIN_WARP - 1) / STANDIN_WARP;
    for (uint32_t i = 0; i < warp_count; i++)
    {
        warps[i].size = i + 1 < warp_count ? STANDIN_WARP : thread_count - i * STANDIN_WARP;
        warps[i].arrived = 0;
        memset(warps[i].values, UNDEFINED, sizeof warps[i].values);
    }
}

// A block's shared variables are the kernel library's thread-local storage: its first byte and its size.
typedef struct { const void* inside; char* start; size_t bytes; } storage;

static int find_storage(struct dl_phdr_info* info, size_t size, void* context)
{
    storage* found = context;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++)
    {
        const ElfW(Phdr)* header = info->dlpi_phdr + i;
        const char* start = info->dlpi_tls_data;
        if (header->p_type != PT_TLS || !start || (const char*)found->inside < start || (const char*)found->inside >= start + header->p_memsz) { continue; }
        found->start = (char*)start;
        found->bytes = header->p_memsz;
        return 1;
    }

    return 0;
}

// What a block finds in shared memory is undefined, and it shows.
static void spoil_shared(const storage* shared, char* dynamic, uint32_t dynamic_bytes)
{
    size_t before = (size_t)(dynamic - shared->start);
    memset(shared->start, UNDEFINED, before);
    memset(dynamic, UNDEFINED, dynamic_bytes + BEHIND_SHARED);
    char* behind = dynamic + STANDIN_MAX_DYNAMIC_SHARED + BEHIND_SHARED;
    memset(behind, UNDEFINED, shared->bytes - (size_t)(behind - shared->start));
}

static bool is_spoilt(const char* start, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
    {
        if (start[i] != (char)UNDEFINED) { return false; }
    }

    return true;
}

static const char* run_grid(const void* context)
{
    const operation* launch = context;
    char* dynamic = kernel->dynamic_shared();
    storage shared = { .inside = dynamic };
    if (!dl_iterate_phdr(find_storage, &shared)) { return "no shared memory in the host build"; }
    for (uint32_t z = 0; z < launch->grid[2]; z++)
    {
        for (uint32_t y = 0; y < launch->grid[1]; y++)
        {
            for (uint32_t x = 0; x < launch->grid[0]; x++)
            {
                spoil_shared(&shared, dynamic, launch->dynamic_shared);
                prepare_block(launch, x, y, z);
                const char* found = run_block();
                if (found) { return found; }
                if (!is_spoilt(dynamic + launch->dynamic_shared, BEHIND_SHARED)) { return "a write behind the dynamic shared memory"; }
            }
        }
    }

    return NULL;
}

const char* scheduler_run(const struct standin_function* function, const operation* launch, void* const* arguments)
{
    if (!stacks)
    {
        stacks = mmap(NULL, (size_t)MAX_THREADS * STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (stacks == MAP_FAILED) { stacks = NULL; return "no memory for the threads' stacks"; }
    }

    kernel = function->kernel;
    kernel_arguments = arguments;
    *kernel->services = &services;
    fault = NULL;
    thread_count = launch->block[0] * launch->block[1] * launch->block[2];
    return fault_guard(run_grid, launch);
}
