// Device memory is host memory between two red zones, filled with a pattern when new; pinned memory is remembered, so that copies know it.
#include "standin.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ZONE = 256, FRESH = 0xCD, RED = 0xFB };

typedef struct
{
    object head;
    char* start;    // what the caller has
    size_t bytes;
} memory;

static size_t total;

static memory* allocate(object_kind kind, size_t bytes)
{
    size_t rounded = (bytes + ZONE - 1) / ZONE * ZONE;
    memory* item = malloc(sizeof *item);
    char* raw = aligned_alloc(ZONE, rounded + 2 * ZONE);
    if (!item || !raw) { free(item); free(raw); return NULL; }
    memset(raw, RED, ZONE);
    memset(raw + ZONE, FRESH, bytes);
    memset(raw + ZONE + bytes, RED, rounded - bytes + ZONE);
    item->start = raw + ZONE;
    item->bytes = bytes;
    total += bytes;
    object_add(&item->head, kind);
    return item;
}

static bool is_red(const char* start, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
    {
        if (start[i] != (char)RED) { return false; }
    }

    return true;
}

static const char* check(const memory* item)
{
    static char message[128];
    const char* side = !is_red(item->start - ZONE, ZONE) ? "before" : !is_red(item->start + item->bytes, ZONE) ? "behind" : NULL;
    if (!side) { return NULL; }
    snprintf(message, sizeof message, "a write %s an allocation of %zu bytes", side, item->bytes);
    return message;
}

const char* memory_check(void)
{
    for (const object* item = object_first(KIND_MEMORY); item; item = item->next)
    {
        const char* found = check((const memory*)item);
        if (found) { return found; }
    }

    return NULL;
}

static memory* find(object_kind kind, uint64_t address, size_t bytes)
{
    for (object* item = object_first(kind); item; item = item->next)
    {
        memory* candidate = (memory*)item;
        uint64_t offset = address - (uint64_t)candidate->start;
        if (offset <= candidate->bytes && bytes <= candidate->bytes - offset) { return candidate; }
    }

    return NULL;
}

bool memory_contains(uint64_t address, size_t bytes) { return find(KIND_MEMORY, address, bytes) != NULL; }
bool memory_is_pinned(const void* address, size_t bytes) { return find(KIND_PINNED, (uint64_t)address, bytes) != NULL; }

void memory_free(object* item)
{
    memory* block = (memory*)item;
    total -= block->bytes;
    object_remove(item);
    free(block->start - ZONE);
    free(block);
}

void memory_free_all(void)
{
    while (object_first(KIND_MEMORY)) { memory_free(object_first(KIND_MEMORY)); }
    while (object_first(KIND_PINNED)) { memory_free(object_first(KIND_PINNED)); }
}

static CUresult unsafe_call(void)
{
    CUresult result = capture_forbids();
    return result == CUDA_SUCCESS ? stream_drain_all() : result;
}

API CUresult cuMemAlloc_v2(CUdeviceptr* address, size_t bytes)
{
    BEGIN_IN_CONTEXT
    if (!address || !bytes) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if ((result = capture_forbids()) != CUDA_SUCCESS) { goto end; }
    if (bytes > ((size_t)4 << 30) - total) { FAIL(CUDA_ERROR_OUT_OF_MEMORY); }
    memory* item = allocate(KIND_MEMORY, bytes);
    if (!item) { FAIL(CUDA_ERROR_OUT_OF_MEMORY); }
    *address = (CUdeviceptr)item->start;
    END
}

API CUresult cuMemFree_v2(CUdeviceptr address)
{
    BEGIN_IN_CONTEXT
    if ((result = unsafe_call()) != CUDA_SUCCESS) { goto end; }
    memory* item = find(KIND_MEMORY, address, 0);
    if (!item || (CUdeviceptr)item->start != address) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    memory_free(&item->head);
    END
}

API CUresult cuMemGetInfo_v2(size_t* available, size_t* all)
{
    BEGIN_IN_CONTEXT
    if (!available || !all) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    *all = (size_t)4 << 30;
    *available = *all - total;
    END
}

API CUresult cuMemHostAlloc(void** address, size_t bytes, unsigned flags)
{
    BEGIN_IN_CONTEXT
    if (!address || !bytes || flags > 7) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if ((result = capture_forbids()) != CUDA_SUCCESS) { goto end; }
    memory* item = allocate(KIND_PINNED, bytes);
    if (!item) { FAIL(CUDA_ERROR_OUT_OF_MEMORY); }
    *address = item->start;
    END
}

API CUresult cuMemFreeHost(void* address)
{
    BEGIN_IN_CONTEXT
    if ((result = unsafe_call()) != CUDA_SUCCESS) { goto end; }
    memory* item = find(KIND_PINNED, (uint64_t)address, 0);
    if (!item || item->start != address) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    const char* damage = check(item);
    if (damage) { standin_report("pinned memory: %s", damage); }
    memory_free(&item->head);
    END
}

// The copies that block run on the default stream, which waits for no stream made with CU_STREAM_NON_BLOCKING: as on a GPU, they do not see
// work that is still queued there.
static CUresult copy_now(uint64_t target, bool target_is_device, uint64_t source, bool source_is_device, size_t bytes)
{
    CUresult result = standin_context_state();
    if (result == CUDA_SUCCESS) { result = capture_forbids(); }
    if (result != CUDA_SUCCESS) { return result; }
    if ((target_is_device && !memory_contains(target, bytes)) || (source_is_device && !memory_contains(source, bytes))) { return CUDA_ERROR_INVALID_VALUE; }
    memmove((void*)target, (const void*)source, bytes);
    return CUDA_SUCCESS;
}

API CUresult cuMemcpyHtoD_v2(CUdeviceptr target, const void* source, size_t bytes)
{
    BEGIN
    result = copy_now(target, true, (uint64_t)source, false, bytes);
    END
}

API CUresult cuMemcpyDtoH_v2(void* target, CUdeviceptr source, size_t bytes)
{
    BEGIN
    result = copy_now((uint64_t)target, false, source, true, bytes);
    END
}

API CUresult cuMemcpyDtoD_v2(CUdeviceptr target, CUdeviceptr source, size_t bytes)
{
    BEGIN
    result = copy_now(target, true, source, true, bytes);
    END
}

static CUresult enqueue_copy(CUstream stream, uint64_t target, bool target_is_device, uint64_t source, bool source_is_device, size_t bytes)
{
    if (!object_is_alive(stream, KIND_STREAM)) { return CUDA_ERROR_INVALID_HANDLE; }
    if ((target_is_device && !memory_contains(target, bytes)) || (source_is_device && !memory_contains(source, bytes))) { return CUDA_ERROR_INVALID_VALUE; }
    bool is_staged = !source_is_device && !memory_is_pinned((const void*)source, bytes);
    operation* item = operation_new(OPERATION_COPY, is_staged ? bytes : 0);
    item->target = (char*)target;
    item->source = is_staged ? NULL : (const char*)source;
    item->bytes = bytes;
    item->target_is_device = target_is_device;
    item->source_is_device = source_is_device;
    if (is_staged) { memcpy(item->data, (const void*)source, bytes); }
    bool waits = !target_is_device && !memory_is_pinned((const void*)target, bytes) && !stream->capture;
    CUresult result = stream_enqueue(stream, item);
    return result == CUDA_SUCCESS && waits ? stream_drain(stream) : result;
}

API CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr target, const void* source, size_t bytes, CUstream stream)
{
    BEGIN_IN_CONTEXT
    result = enqueue_copy(stream, target, true, (uint64_t)source, false, bytes);
    END
}

API CUresult cuMemcpyDtoHAsync_v2(void* target, CUdeviceptr source, size_t bytes, CUstream stream)
{
    BEGIN_IN_CONTEXT
    result = enqueue_copy(stream, (uint64_t)target, false, source, true, bytes);
    END
}

API CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr target, CUdeviceptr source, size_t bytes, CUstream stream)
{
    BEGIN_IN_CONTEXT
    result = enqueue_copy(stream, target, true, source, true, bytes);
    END
}

static CUresult enqueue_set(CUstream stream, CUdeviceptr target, uint32_t value, uint32_t width, size_t count)
{
    if (!object_is_alive(stream, KIND_STREAM)) { return CUDA_ERROR_INVALID_HANDLE; }
    if (count > SIZE_MAX / width || target % width || !memory_contains(target, count * width)) { return CUDA_ERROR_INVALID_VALUE; }
    operation* item = operation_new(OPERATION_SET, 0);
    item->target = (char*)target;
    item->bytes = count * width;
    item->value = value;
    item->width = width;
    return stream_enqueue(stream, item);
}

API CUresult cuMemsetD8Async(CUdeviceptr target, unsigned char value, size_t count, CUstream stream)
{
    BEGIN_IN_CONTEXT
    result = enqueue_set(stream, target, value, 1, count);
    END
}

API CUresult cuMemsetD32Async(CUdeviceptr target, unsigned value, size_t count, CUstream stream)
{
    BEGIN_IN_CONTEXT
    result = enqueue_set(stream, target, value, 4, count);
    END
}
