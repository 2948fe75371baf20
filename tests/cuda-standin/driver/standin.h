// The stand-in driver's own objects. One lock guards all of them; a kernel runs under it, on the thread that waits for it.
#ifndef STANDIN_H
#define STANDIN_H

#include "cuda_abi.h"
#include "../host/standin_abi.h"
#include <stdbool.h>

enum { MAX_PARAMETERS = 128, NAME_LENGTH = 256, STATIC_SHARED_LIMIT = 49152, MAX_THREADS = 1024 };

typedef enum { KIND_CONTEXT, KIND_MODULE, KIND_STREAM, KIND_EVENT, KIND_GRAPH, KIND_GRAPH_EXEC, KIND_MEMORY, KIND_PINNED, KIND_COUNT } object_kind;

// The head of every object: those alive are in one list a kind.
typedef struct object
{
    struct object* next;
    struct object* previous;
    object_kind kind;
    struct standin_context* context;
} object;

struct standin_context
{
    int references;
    bool is_active;
    CUresult lost;  // what every call returns after a fault
};

typedef struct
{
    uint32_t size;
    uint32_t alignment;
    uint32_t offset;
} ptx_parameter;

struct standin_function
{
    char name[NAME_LENGTH];
    uint32_t parameter_count;
    ptx_parameter parameters[MAX_PARAMETERS];
    uint32_t parameter_bytes;
    uint32_t static_shared;
    uint32_t max_threads;
    uint32_t max_dynamic_shared;
    const standin_kernel* kernel;
    void* library;
    struct standin_module* module;
};

struct standin_module
{
    object head;
    char hash[65];
    uint32_t function_count;
    struct standin_function functions[8];
};

typedef enum { OPERATION_COPY, OPERATION_SET, OPERATION_LAUNCH, OPERATION_RECORD, OPERATION_WAIT } operation_kind;

typedef struct operation
{
    struct operation* next;
    operation_kind kind;
    char* target;           // copy, set
    const char* source;     // copy; when null, the bytes are in data
    size_t bytes;
    bool target_is_device, source_is_device;
    uint32_t value, width;  // set
    struct standin_function* function;
    uint32_t grid[3], block[3], dynamic_shared;
    struct standin_event* event;
    uint64_t sequence;
    struct standin_stream* other; // wait: the stream that has to come so far
    uint64_t position;
    size_t data_bytes;
    _Alignas(16) char data[]; // a launch's parameters at their offsets, or a copy from pageable memory
} operation;

typedef struct { operation* first; operation* last; } operation_list;

struct standin_stream
{
    object head;
    operation_list pending;
    uint64_t issued, done;  // operations
    struct standin_graph* capture;
    int capture_mode;
    bool is_capture_broken;
};

struct standin_event
{
    object head;
    bool has_timing;
    uint64_t issued, completed;
    struct standin_stream* stream;
    uint64_t position;      // the stream's operations up to the last record
    struct standin_graph* captured_in;
    double milliseconds;
};

struct standin_graph
{
    object head;
    operation_list operations;
};

extern struct standin_context standin_device_context;
extern _Thread_local struct standin_context* standin_current;
extern long standin_lose_after;         // launches until the device is lost, -1 for never

void standin_lock(void);
void standin_unlock(void);
bool standin_is_initialized(void);
CUresult standin_context_state(void);   // what a call on the current context fails with, if it does

void object_add(object* item, object_kind kind);
void object_remove(object* item);
bool object_is_alive(const void* item, object_kind kind);
object* object_first(object_kind kind);

bool memory_contains(uint64_t address, size_t bytes);   // device memory, within one allocation
bool memory_is_pinned(const void* address, size_t bytes);
const char* memory_check(void);                         // names an allocation that was written past its ends, or null
void memory_free_all(void);
void memory_free(object* item);

CUresult ptx_parse(const char* text, struct standin_module* module, char* log, size_t log_bytes);
CUresult module_link(struct standin_module* module, char* log, size_t log_bytes);
void module_free(object* item);

operation* operation_new(operation_kind kind, size_t data_bytes);
CUresult stream_enqueue(struct standin_stream* stream, operation* item);
CUresult stream_drain(struct standin_stream* stream);
CUresult stream_drain_until(struct standin_stream* stream, uint64_t position);
CUresult stream_step(struct standin_stream* stream);
CUresult stream_drain_all(void);
CUresult capture_forbids(void);          // what an unsafe call returns while a stream is being captured, marking that capture broken
void operations_free(operation_list* list);
void event_free(object* item);
void stream_free(object* item);

CUresult operation_run(const operation* item);
#define FAULT_ADDRESS "an access outside of all memory"
const char* fault_guard(const char* (*run)(const void*), const void* context); // what run returns, or FAULT_ADDRESS
const char* scheduler_run(const struct standin_function* function, const operation* launch, void* const* arguments);
void standin_report(const char* format, ...) __attribute__((format(printf, 1, 2)));

#define BEGIN                                                   \
    standin_lock();                                             \
    CUresult result = standin_is_initialized() ? CUDA_SUCCESS : CUDA_ERROR_NOT_INITIALIZED; \
    if (result != CUDA_SUCCESS) { goto end; }
#define BEGIN_IN_CONTEXT                                        \
    BEGIN                                                       \
    result = standin_context_state();                           \
    if (result != CUDA_SUCCESS) { goto end; }
#define FAIL(code) do { result = (code); goto end; } while (0)
#define END                                                     \
    goto end;                                                   \
end:                                                            \
    standin_unlock();                                           \
    return result;

#endif
