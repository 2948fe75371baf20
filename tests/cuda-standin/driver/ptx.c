// Reads of a PTX module what a launch has to agree with: the entry points, their parameters, their shared memory and their bounds.
#include "standin.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
    const char* at;
    char token[NAME_LENGTH];
} reader;

static bool is_word(char c) { return isalnum((unsigned char)c) || c == '_' || c == '$' || c == '%' || c == '.'; }

// Words (directives begin with a point) and single signs; false at the end.
static bool next(reader* r)
{
    for (;;)
    {
        while (isspace((unsigned char)*r->at)) { r->at++; }
        if (r->at[0] == '/' && r->at[1] == '/') { r->at += strcspn(r->at, "\n"); }
        else if (r->at[0] == '/' && r->at[1] == '*')
        {
            const char* close = strstr(r->at, "*/");
            if (!close) { return false; }
            r->at = close + 2;
        }
        else { break; }
    }

    if (!*r->at) { return false; }
    size_t length = 1;
    if (*r->at == '"')
    {
        const char* close = strchr(r->at + 1, '"');
        if (!close) { return false; }
        length = (size_t)(close - r->at) + 1;
    }
    else if (is_word(*r->at))
    {
        while (is_word(r->at[length])) { length++; }
    }

    size_t kept = length < sizeof r->token ? length : sizeof r->token - 1;
    memcpy(r->token, r->at, kept);
    r->token[kept] = 0;
    r->at += length;
    return true;
}

static bool is(const reader* r, const char* token) { return strcmp(r->token, token) == 0; }

static uint32_t bytes_of_type(const char* type)
{
    if (!strcmp(type, ".pred")) { return 1; }
    if (type[0] != '.' || !strchr("busf", type[1])) { return 0; }
    switch (atoi(type + 2))
    {
        case 8: return 1;
        case 16: return 2;
        case 32: return 4;
        case 64: return 8;
        default: return 0;
    }
}

// `.param` or `.shared` was read: alignment, type, name and count follow, up to the sign that ends it, which is left in the token.
static bool variable(reader* r, uint32_t* size, uint32_t* alignment)
{
    uint32_t element = 0, named_alignment = 0;
    bool is_pointer = false;
    uint64_t count = 1;
    while (next(r) && !is(r, ",") && !is(r, ")") && !is(r, ";"))
    {
        if (is(r, ".ptr")) { is_pointer = true; }
        else if (is(r, ".align"))
        {
            if (!next(r)) { return false; }
            if (!is_pointer) { named_alignment = (uint32_t)atoi(r->token); } // behind .ptr it is that of what is pointed to
        }
        else if (bytes_of_type(r->token)) { element = bytes_of_type(r->token); }
        else if (is(r, "["))
        {
            if (!next(r)) { return false; }
            if (is(r, "]")) { count = 0; continue; }
            count = strtoull(r->token, NULL, 10);
            if (!next(r) || !is(r, "]")) { return false; }
        }
    }

    uint64_t bytes = count * element;
    *alignment = named_alignment ? named_alignment : element;
    *size = (uint32_t)bytes;
    return element && bytes <= UINT32_MAX / 2 && !(*alignment & (*alignment - 1)) && *alignment <= 128;
}

static uint32_t align(uint32_t offset, uint32_t alignment) { return (offset + alignment - 1) / alignment * alignment; }

static bool parameters(reader* r, struct standin_function* function)
{
    if (!next(r) || !is(r, "(")) { return false; }
    while (next(r) && !is(r, ")"))
    {
        if (is(r, ",")) { continue; }
        if (!is(r, ".param") || function->parameter_count == MAX_PARAMETERS) { return false; }
        ptx_parameter* parameter = function->parameters + function->parameter_count++;
        if (!variable(r, &parameter->size, &parameter->alignment) || !parameter->size) { return false; }
        parameter->offset = align(function->parameter_bytes, parameter->alignment);
        function->parameter_bytes = parameter->offset + parameter->size;
        if (is(r, ")")) { break; }
    }

    return is(r, ")") && function->parameter_bytes <= 4352;
}

// The directives between the parameters and the body, and the body with its own shared variables.
static bool body(reader* r, struct standin_function* function, uint32_t* shared)
{
    while (next(r) && !is(r, "{"))
    {
        if (is(r, ";")) { return true; }
        bool is_bound = is(r, ".maxntid") || is(r, ".reqntid");
        uint32_t threads = 1;
        while (is_bound && next(r) && isdigit((unsigned char)r->token[0]))
        {
            threads *= (uint32_t)atoi(r->token);
            function->max_threads = threads < MAX_THREADS ? threads : MAX_THREADS;
            const char* before = r->at;
            if (!next(r) || !is(r, ",")) { r->at = before; break; }
        }
    }

    for (int depth = 1; depth;)
    {
        uint32_t size, alignment;
        if (!next(r)) { return false; }
        if (is(r, "{")) { depth++; }
        else if (is(r, "}")) { depth--; }
        else if (is(r, ".shared"))
        {
            if (!variable(r, &size, &alignment)) { return false; }
            *shared = align(*shared, alignment) + size;
        }
    }

    return true;
}

static CUresult refuse(char* log, size_t log_bytes, CUresult code, const char* what)
{
    snprintf(log, log_bytes, "%s", what);
    return code;
}

CUresult ptx_parse(const char* text, struct standin_module* module, char* log, size_t log_bytes)
{
    static const char marker[] = "// source: ";
    if (strncmp(text, marker, sizeof marker - 1) || strspn(text + sizeof marker - 1, "0123456789abcdef") != 64)
    {
        return refuse(log, log_bytes, CUDA_ERROR_INVALID_PTX, "the first line is not '// source: HASH'");
    }

    memcpy(module->hash, text + sizeof marker - 1, 64);
    reader r = { .at = text };
    uint32_t common_shared = 0;
    bool has_version = false, has_target = false, has_address = false;
    while (next(&r))
    {
        uint32_t size, alignment;
        bool is_extern = false;
        if (is(&r, ".version")) { has_version = next(&r) && atof(r.token) >= 1 && atof(r.token) <= 8.0; }
        else if (is(&r, ".target"))
        {
            has_target = next(&r) && !strncmp(r.token, "sm_", 3);
            if (has_target && atoi(r.token + 3) > 80) { return refuse(log, log_bytes, CUDA_ERROR_NO_BINARY_FOR_GPU, "the target is above sm_80"); }
        }
        else if (is(&r, ".address_size")) { has_address = next(&r) && is(&r, "64"); }
        else if (is(&r, ".entry"))
        {
            bool is_full = module->function_count == sizeof module->functions / sizeof *module->functions;
            if (is_full || !next(&r)) { return refuse(log, log_bytes, CUDA_ERROR_INVALID_PTX, "too many entry points"); }
            struct standin_function* function = module->functions + module->function_count++;
            snprintf(function->name, sizeof function->name, "%s", r.token);
            function->max_threads = MAX_THREADS;
            function->module = module;
            bool is_read = parameters(&r, function) && body(&r, function, &function->static_shared);
            if (!is_read) { return refuse(log, log_bytes, CUDA_ERROR_INVALID_PTX, "an entry point that cannot be read"); }
        }
        else if (is(&r, ".func"))
        {
            struct standin_function ignored = { 0 };
            while (next(&r) && !is(&r, "{") && !is(&r, ";")) { }
            if (is(&r, ";")) { continue; }
            r.at--;
            if (!body(&r, &ignored, &common_shared)) { return refuse(log, log_bytes, CUDA_ERROR_INVALID_PTX, "a function that cannot be read"); }
        }
        else if ((is_extern = is(&r, ".extern")) || is(&r, ".shared"))
        {
            if (is_extern && (!next(&r) || !is(&r, ".shared"))) { continue; }
            if (!variable(&r, &size, &alignment)) { return refuse(log, log_bytes, CUDA_ERROR_INVALID_PTX, "a shared variable that cannot be read"); }
            common_shared = align(common_shared, alignment) + (is_extern ? 0 : size);
        }
    }

    if (!has_version || !has_target || !has_address || !module->function_count)
    {
        return refuse(log, log_bytes, CUDA_ERROR_INVALID_PTX, "no PTX of up to version 8.0 with a target, 64-bit addresses and an entry point");
    }

    for (uint32_t i = 0; i < module->function_count; i++)
    {
        struct standin_function* function = module->functions + i;
        function->static_shared += common_shared;
        bool is_above = function->static_shared > STATIC_SHARED_LIMIT;
        if (is_above) { return refuse(log, log_bytes, CUDA_ERROR_INVALID_PTX, "more than 48 KiB of static shared memory"); }
        function->max_dynamic_shared = STATIC_SHARED_LIMIT - function->static_shared;
    }

    return CUDA_SUCCESS;
}
