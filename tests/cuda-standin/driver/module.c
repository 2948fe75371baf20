// Modules: a PTX text, and for each of its entry points the host's build of the same source, found by hash beside this library.
#define _GNU_SOURCE
#include "standin.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The folder of the kernels' shared objects: ILGPUCAM_STANDIN_KERNELS, or `kernels` beside this library.
static void kernel_path(char* path, size_t bytes, const char* hash)
{
    const char* folder = getenv("ILGPUCAM_STANDIN_KERNELS");
    Dl_info self;
    if (folder) { snprintf(path, bytes, "%s/%s.so", folder, hash); return; }
    if (!dladdr((void*)kernel_path, &self)) { *path = 0; return; }
    const char* slash = strrchr(self.dli_fname, '/');
    snprintf(path, bytes, "%.*s/kernels/%s.so", slash ? (int)(slash - self.dli_fname) : 1, slash ? self.dli_fname : ".", hash);
}

static CUresult check_signature(const struct standin_function* function, char* log, size_t log_bytes)
{
    const standin_kernel* kernel = function->kernel;
    if (kernel->parameter_count != function->parameter_count)
    {
        snprintf(log, log_bytes, "%s: the PTX has %u parameters, its source %u", function->name, function->parameter_count, kernel->parameter_count);
        return CUDA_ERROR_INVALID_IMAGE;
    }

    for (uint32_t i = 0; i < kernel->parameter_count; i++)
    {
        const standin_parameter* ours = kernel->parameters + i;
        const ptx_parameter* theirs = function->parameters + i;
        if (ours->size != theirs->size || ours->alignment != theirs->alignment)
        {
            snprintf(log, log_bytes, "%s: parameter %u has %u bytes aligned to %u in the PTX, %u aligned to %u in its source",
                function->name, i, theirs->size, theirs->alignment, ours->size, ours->alignment);
            return CUDA_ERROR_INVALID_IMAGE;
        }
    }

    return CUDA_SUCCESS;
}

CUresult module_link(struct standin_module* module, char* log, size_t log_bytes)
{
    char path[4096];
    kernel_path(path, sizeof path, module->hash);
    for (uint32_t i = 0; i < module->function_count; i++)
    {
        struct standin_function* function = module->functions + i;
        function->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        if (!function->library)
        {
            snprintf(log, log_bytes, "no host build of %s: %s", function->name, dlerror());
            return CUDA_ERROR_FILE_NOT_FOUND;
        }

        function->kernel = dlsym(function->library, STANDIN_KERNEL_SYMBOL);
        if (!function->kernel || function->kernel->version != STANDIN_ABI_VERSION || strcmp(function->kernel->name, function->name))
        {
            snprintf(log, log_bytes, "%s is a build of another kernel than %s, or for another stand-in", path, function->name);
            return CUDA_ERROR_INVALID_IMAGE;
        }

        CUresult result = check_signature(function, log, log_bytes);
        if (result != CUDA_SUCCESS) { return result; }
    }

    return CUDA_SUCCESS;
}

static void unlink_all(struct standin_module* module)
{
    for (uint32_t i = 0; i < module->function_count; i++)
    {
        if (module->functions[i].library) { dlclose(module->functions[i].library); }
    }

    free(module);
}

void module_free(object* item)
{
    object_remove(item);
    unlink_all((struct standin_module*)item);
}

API CUresult cuModuleLoadDataEx(CUmodule* module, const void* image, unsigned option_count, const int* options, void** values)
{
    BEGIN_IN_CONTEXT
    char unread[256];
    char* log = unread;
    size_t log_bytes = sizeof unread;
    for (unsigned i = 0; i < option_count; i++)
    {
        if (options[i] == CU_JIT_ERROR_LOG_BUFFER) { log = values[i]; }
        else if (options[i] == CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES) { log_bytes = (uint32_t)(uintptr_t)values[i]; }
    }

    if (!module || !image || !log || !log_bytes) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if ((result = capture_forbids()) != CUDA_SUCCESS) { goto end; }
    *log = 0;
    struct standin_module* loaded = calloc(1, sizeof *loaded);
    result = ptx_parse(image, loaded, log, log_bytes);
    if (result == CUDA_SUCCESS) { result = module_link(loaded, log, log_bytes); }
    if (result != CUDA_SUCCESS)
    {
        standin_report("%s", log);
        unlink_all(loaded);
        goto end;
    }

    object_add(&loaded->head, KIND_MODULE);
    *module = loaded;
    END
}

API CUresult cuModuleUnload(CUmodule module)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(module, KIND_MODULE)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    result = stream_drain_all();
    module_free(&module->head);
    END
}

API CUresult cuModuleGetFunction(CUfunction* function, CUmodule module, const char* name)
{
    BEGIN_IN_CONTEXT
    if (!function || !name) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (!object_is_alive(module, KIND_MODULE)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    result = CUDA_ERROR_NOT_FOUND;
    for (uint32_t i = 0; i < module->function_count; i++)
    {
        if (strcmp(module->functions[i].name, name)) { continue; }
        *function = module->functions + i;
        result = CUDA_SUCCESS;
    }
    END
}
