// The device, its primary context, and what can be asked of them.
#define _GNU_SOURCE
#include "standin.h"
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct standin_context standin_device_context;
_Thread_local struct standin_context* standin_current;
long standin_lose_after = -1;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_initialized;
static object* alive[KIND_COUNT];
static char last_report[512];

void standin_lock(void) { pthread_mutex_lock(&lock); }
void standin_unlock(void) { pthread_mutex_unlock(&lock); }
bool standin_is_initialized(void) { return is_initialized; }

void standin_report(const char* format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(last_report, sizeof last_report, format, arguments);
    va_end(arguments);
    if (getenv("ILGPUCAM_STANDIN_VERBOSE")) { fprintf(stderr, "CUDA stand-in: %s\n", last_report); }
}

CUresult standin_context_state(void)
{
    if (!standin_current) { return CUDA_ERROR_INVALID_CONTEXT; }
    return standin_current->is_active ? standin_current->lost : CUDA_ERROR_CONTEXT_IS_DESTROYED;
}

void object_add(object* item, object_kind kind)
{
    item->kind = kind;
    item->context = standin_current;
    item->previous = NULL;
    item->next = alive[kind];
    if (item->next) { item->next->previous = item; }
    alive[kind] = item;
}

void object_remove(object* item)
{
    if (item->next) { item->next->previous = item->previous; }
    if (item->previous) { item->previous->next = item->next; }
    else { alive[item->kind] = item->next; }
}

bool object_is_alive(const void* item, object_kind kind)
{
    for (const object* other = alive[kind]; other; other = other->next)
    {
        if (other == item) { return true; }
    }

    return false;
}

object* object_first(object_kind kind) { return alive[kind]; }

static void free_all(object_kind kind, void (*release)(object*))
{
    while (alive[kind]) { release(alive[kind]); }
}

static void context_destroy(void)
{
    free_all(KIND_STREAM, stream_free);
    free_all(KIND_EVENT, event_free);
    free_all(KIND_MODULE, module_free);
    memory_free_all();
    standin_device_context.is_active = false;
    standin_device_context.lost = CUDA_SUCCESS;
}

API CUresult cuInit(unsigned flags)
{
    standin_lock();
    CUresult result = flags ? CUDA_ERROR_INVALID_VALUE : CUDA_SUCCESS;
    const char* text = getenv("ILGPUCAM_STANDIN_LOSE_AFTER");
    if (!is_initialized && text) { standin_lose_after = strtol(text, NULL, 10); }
    is_initialized |= !flags;
    standin_unlock();
    return result;
}

API CUresult cuDriverGetVersion(int* version)
{
    if (!version) { return CUDA_ERROR_INVALID_VALUE; }
    *version = 12000;
    return CUDA_SUCCESS;
}

API CUresult cuDeviceGetCount(int* count)
{
    BEGIN
    if (!count) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    *count = 1;
    END
}

API CUresult cuDeviceGet(CUdevice* device, int ordinal)
{
    BEGIN
    if (!device) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (ordinal) { FAIL(CUDA_ERROR_INVALID_DEVICE); }
    *device = 0;
    END
}

API CUresult cuDeviceGetName(char* name, int length, CUdevice device)
{
    BEGIN
    if (!name || length <= 0) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (device) { FAIL(CUDA_ERROR_INVALID_DEVICE); }
    snprintf(name, (size_t)length, "CUDA stand-in for tests (no GPU)");
    END
}

API CUresult cuDeviceTotalMem_v2(size_t* bytes, CUdevice device)
{
    BEGIN
    if (!bytes) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (device) { FAIL(CUDA_ERROR_INVALID_DEVICE); }
    *bytes = (size_t)4 << 30;
    END
}

// Of a fictional device of compute capability 8.0; the numbers of the attributes are the driver API's.
static int attribute_of(int attribute)
{
    switch (attribute)
    {
        case 1: case 2: case 3: return MAX_THREADS;     // threads per block; block's x and y
        case 4: return 64;                              // block's z
        case 5: return 2147483647;                      // grid's x
        case 6: case 7: return 65535;                   // grid's y and z
        case 8: return STATIC_SHARED_LIMIT;             // shared memory per block
        case 10: return STANDIN_WARP;
        case 13: case 36: return 1000000;               // clocks of cores and memory, kHz
        case 16: return 2;                              // multiprocessors
        case 37: return 64;                             // memory bus, bits
        case 39: return 2048;                           // threads per multiprocessor
        case 40: case 41: return 1;                     // copy engines, unified addresses
        case 75: return 8;
        case 76: return 0;                              // compute capability
        case 81: return 167936;                         // shared memory per multiprocessor
        case 97: return STANDIN_MAX_DYNAMIC_SHARED;     // shared memory per block when asked for
        default: return -1;
    }
}

API CUresult cuDeviceGetAttribute(int* value, int attribute, CUdevice device)
{
    BEGIN
    if (device) { FAIL(CUDA_ERROR_INVALID_DEVICE); }
    if (!value || attribute_of(attribute) < 0) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    *value = attribute_of(attribute);
    END
}

API CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice device)
{
    BEGIN
    if (!context) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (device) { FAIL(CUDA_ERROR_INVALID_DEVICE); }
    standin_device_context.references++;
    standin_device_context.is_active = true;
    *context = &standin_device_context;
    END
}

API CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device)
{
    BEGIN
    if (device) { FAIL(CUDA_ERROR_INVALID_DEVICE); }
    if (!standin_device_context.references) { FAIL(CUDA_ERROR_INVALID_CONTEXT); }
    if (!--standin_device_context.references) { context_destroy(); }
    END
}

API CUresult cuDevicePrimaryCtxReset_v2(CUdevice device)
{
    BEGIN
    if (device) { FAIL(CUDA_ERROR_INVALID_DEVICE); }
    context_destroy();
    standin_device_context.is_active = standin_device_context.references > 0;
    END
}

API CUresult cuCtxSetCurrent(CUcontext context)
{
    BEGIN
    if (context && context != &standin_device_context) { FAIL(CUDA_ERROR_INVALID_CONTEXT); }
    standin_current = context;
    END
}

API CUresult cuCtxSynchronize(void)
{
    BEGIN_IN_CONTEXT
    result = capture_forbids();
    if (result == CUDA_SUCCESS) { result = stream_drain_all(); }
    END
}

// Calls of the stand-in alone, for tests.
API long cuStandinAlive(int kind)
{
    standin_lock();
    long count = 0;
    if (kind == KIND_CONTEXT) { count = standin_device_context.references; }
    else if (kind > KIND_CONTEXT && kind < KIND_COUNT)
    {
        for (const object* item = alive[kind]; item; item = item->next) { count++; }
    }

    standin_unlock();
    return count;
}

API void cuStandinLoseAfter(long launches)
{
    standin_lock();
    standin_lose_after = launches;
    standin_unlock();
}

API const char* cuStandinLastReport(void) { return last_report; }
