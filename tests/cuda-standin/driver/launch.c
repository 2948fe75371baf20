// Launches, held to the PTX: the parameters' count, sizes, order and alignment, the block's and the grid's bounds, the shared memory.
#define _GNU_SOURCE
#include "standin.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct standin_function* alive_function(CUfunction function)
{
    for (object* item = object_first(KIND_MODULE); item; item = item->next)
    {
        struct standin_module* module = (struct standin_module*)item;
        if (function >= module->functions && function < module->functions + module->function_count) { return function; }
    }

    return NULL;
}

API CUresult cuFuncGetAttribute(int* value, int attribute, CUfunction function)
{
    BEGIN_IN_CONTEXT
    if (!value) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (!alive_function(function)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    switch (attribute)
    {
        case CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK: *value = (int)function->max_threads; break;
        case CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES: *value = (int)function->static_shared; break;
        case CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES: *value = (int)function->max_dynamic_shared; break;
        default: FAIL(CUDA_ERROR_INVALID_VALUE); // registers and local memory: there is nothing here that could be counted
    }
    END
}

API CUresult cuFuncSetAttribute(CUfunction function, int attribute, int value)
{
    BEGIN_IN_CONTEXT
    if (!alive_function(function)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (attribute != CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES || value < 0) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if ((uint32_t)value + function->static_shared > STANDIN_MAX_DYNAMIC_SHARED) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    function->max_dynamic_shared = (uint32_t)value;
    END
}

// Stricter than a GPU's driver, which cannot see how many values it is given: the list ends with a null, and the values lie in one block
// at the offsets that PTX gives its parameters.
static const char* check_arguments(const struct standin_function* function, void** values)
{
    const char* base = function->parameter_count ? values[0] : NULL;
    for (uint32_t i = 0; i < function->parameter_count; i++)
    {
        const ptx_parameter* parameter = function->parameters + i;
        const char* value = values[i];
        if (!value) { return "too few arguments"; }
        if ((uintptr_t)value % parameter->alignment) { return "a misaligned argument"; }
        if (value - base != parameter->offset) { return "an argument of another size, or in another order"; }
    }

    if (values && values[function->parameter_count]) { return "too many arguments"; }
    for (uint32_t i = 0; i < function->parameter_count; i++)
    {
        uint64_t address;
        if (!function->kernel->parameters[i].is_pointer) { continue; }
        memcpy(&address, values[i], sizeof address);
        if (address && !memory_contains(address, 0)) { return "an address that is not device memory"; }
    }

    return NULL;
}

static const char* check_shape(const struct standin_function* function, const uint32_t* grid, const uint32_t* block)
{
    uint64_t threads = (uint64_t)block[0] * block[1] * block[2];
    if (!grid[0] || !grid[1] || !grid[2] || !threads) { return "an empty grid or block"; }
    if (grid[0] > INT32_MAX || grid[1] > 65535 || grid[2] > 65535) { return "a grid above the device's limits"; }
    if (block[0] > MAX_THREADS || block[1] > MAX_THREADS || block[2] > 64 || threads > MAX_THREADS) { return "a block above the device's limits"; }
    return threads > function->max_threads ? "a block above the kernel's limit" : NULL;
}

API CUresult cuLaunchKernel(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y, unsigned block_z,
    unsigned dynamic_shared, CUstream stream, void** values, void** extra)
{
    BEGIN_IN_CONTEXT
    if (!alive_function(function) || !object_is_alive(stream, KIND_STREAM)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    uint32_t grid[3] = { grid_x, grid_y, grid_z }, block[3] = { block_x, block_y, block_z };
    const char* wrong = extra || (!values && function->parameter_count) ? "no list of arguments" : check_shape(function, grid, block);
    if (!wrong && dynamic_shared > function->max_dynamic_shared) { wrong = "more dynamic shared memory than was asked for"; }
    if (!wrong) { wrong = check_arguments(function, values); }
    if (wrong)
    {
        standin_report("launch of %s refused: %s", function->name, wrong);
        FAIL(CUDA_ERROR_INVALID_VALUE);
    }

    operation* item = operation_new(OPERATION_LAUNCH, function->parameter_bytes);
    for (uint32_t i = 0; i < function->parameter_count; i++)
    {
        memcpy(item->data + function->parameters[i].offset, values[i], function->parameters[i].size);
    }

    item->function = function;
    memcpy(item->grid, grid, sizeof grid);
    memcpy(item->block, block, sizeof block);
    item->dynamic_shared = dynamic_shared;
    result = stream_enqueue(stream, item);
    END
}

static CUresult run_launch(const operation* item)
{
    void* arguments[MAX_PARAMETERS];
    if (standin_lose_after >= 0 && standin_lose_after-- == 0)
    {
        standin_report("the device is lost, as asked for");
        return CUDA_ERROR_LAUNCH_FAILED;
    }

    if (!alive_function(item->function))
    {
        standin_report("a graph's kernel was unloaded");
        return CUDA_ERROR_LAUNCH_FAILED;
    }

    for (uint32_t i = 0; i < item->function->parameter_count; i++) { arguments[i] = (char*)item->data + item->function->parameters[i].offset; }
    const char* fault = scheduler_run(item->function, item, arguments);
    if (fault)
    {
        standin_report("%s: %s", item->function->name, fault);
        return strcmp(fault, FAULT_ADDRESS) ? CUDA_ERROR_LAUNCH_FAILED : CUDA_ERROR_ILLEGAL_ADDRESS;
    }

    fault = memory_check();
    if (fault)
    {
        standin_report("%s: %s", item->function->name, fault);
        return CUDA_ERROR_ILLEGAL_ADDRESS;
    }

    return CUDA_SUCCESS;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

CUresult operation_run(const operation* item)
{
    const char* source = item->source ? item->source : item->data;
    switch (item->kind)
    {
        case OPERATION_LAUNCH: return run_launch(item);
        case OPERATION_COPY:
            if ((item->target_is_device && !memory_contains((uint64_t)item->target, item->bytes))
                || (item->source_is_device && !memory_contains((uint64_t)source, item->bytes)))
            {
                standin_report("a copy of memory that was freed");
                return CUDA_ERROR_ILLEGAL_ADDRESS;
            }

            memmove(item->target, source, item->bytes);
            return CUDA_SUCCESS;
        case OPERATION_SET:
            if (!memory_contains((uint64_t)item->target, item->bytes))
            {
                standin_report("a fill of memory that was freed");
                return CUDA_ERROR_ILLEGAL_ADDRESS;
            }

            for (size_t i = 0; i < item->bytes; i += item->width) { memcpy(item->target + i, &item->value, item->width); }
            return CUDA_SUCCESS;
        case OPERATION_RECORD:
            // An earlier record in another stream may come to its turn later; what counts is the last.
            if (item->sequence > item->event->completed)
            {
                item->event->completed = item->sequence;
                item->event->milliseconds = now();
            }

            return CUDA_SUCCESS;
        default:
            return stream_drain_until(item->other, item->position);
    }
}
