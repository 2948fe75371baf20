// Streams hold what was asked of them until somebody waits: a query runs one operation, a synchronisation all.
// So an order that was not asked for is never there by luck.
#include "standin.h"
#include <stdlib.h>
#include <string.h>

operation* operation_new(operation_kind kind, size_t data_bytes)
{
    operation* item = calloc(1, sizeof *item + data_bytes);
    item->kind = kind;
    item->data_bytes = data_bytes;
    return item;
}

static void append(operation_list* list, operation* item)
{
    item->next = NULL;
    if (list->last) { list->last->next = item; }
    else { list->first = item; }
    list->last = item;
}

void operations_free(operation_list* list)
{
    while (list->first)
    {
        operation* next = list->first->next;
        free(list->first);
        list->first = next;
    }

    list->last = NULL;
}

CUresult stream_enqueue(struct standin_stream* stream, operation* item)
{
    if (stream->is_capture_broken) { free(item); return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED; }
    append(stream->capture ? &stream->capture->operations : &stream->pending, item);
    if (!stream->capture) { stream->issued++; }
    return CUDA_SUCCESS;
}

CUresult capture_forbids(void)
{
    CUresult result = CUDA_SUCCESS;
    for (object* item = object_first(KIND_STREAM); item; item = item->next)
    {
        struct standin_stream* stream = (struct standin_stream*)item;
        if (!stream->capture || stream->capture_mode == CU_STREAM_CAPTURE_MODE_RELAXED) { continue; }
        stream->is_capture_broken = true;
        result = CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
    }

    return result;
}

// What was lost with the device is never run.
static CUresult lose(struct standin_stream* stream, CUresult code)
{
    if (stream->head.context->lost == CUDA_SUCCESS) { stream->head.context->lost = code; }
    for (object* item = object_first(KIND_STREAM); item; item = item->next) { operations_free(&((struct standin_stream*)item)->pending); }
    return code;
}

CUresult stream_step(struct standin_stream* stream)
{
    operation* item = stream->pending.first;
    stream->pending.first = item->next;
    if (!item->next) { stream->pending.last = NULL; }
    stream->done++;
    CUresult result = operation_run(item);
    free(item);
    return result == CUDA_SUCCESS || stream->head.context->lost != CUDA_SUCCESS ? result : lose(stream, result);
}

CUresult stream_drain(struct standin_stream* stream)
{
    while (stream->pending.first)
    {
        CUresult result = stream_step(stream);
        if (result != CUDA_SUCCESS) { return result; }
    }

    return stream->head.context->lost;
}

CUresult stream_drain_until(struct standin_stream* stream, uint64_t position)
{
    // One that was destroyed was drained before.
    while (object_is_alive(stream, KIND_STREAM) && stream->done < position && stream->pending.first)
    {
        CUresult result = stream_step(stream);
        if (result != CUDA_SUCCESS) { return result; }
    }

    return CUDA_SUCCESS;
}

CUresult stream_drain_all(void)
{
    for (object* item = object_first(KIND_STREAM); item; item = item->next)
    {
        CUresult result = stream_drain((struct standin_stream*)item);
        if (result != CUDA_SUCCESS) { return result; }
    }

    return CUDA_SUCCESS;
}

void stream_free(object* item)
{
    struct standin_stream* stream = (struct standin_stream*)item;
    operations_free(&stream->pending);
    for (object* other = object_first(KIND_EVENT); other; other = other->next)
    {
        struct standin_event* event = (struct standin_event*)other;
        if (event->stream == stream) { event->stream = NULL; event->completed = event->issued; }
    }

    if (stream->capture)
    {
        operations_free(&stream->capture->operations);
        free(stream->capture);
    }

    object_remove(item);
    free(stream);
}

API CUresult cuStreamCreate(CUstream* stream, unsigned flags)
{
    BEGIN_IN_CONTEXT
    // The stand-in keeps no order with the default stream, so it makes no stream that has one.
    if (!stream || flags != CU_STREAM_NON_BLOCKING) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    *stream = calloc(1, sizeof **stream);
    object_add(&(*stream)->head, KIND_STREAM);
    END
}

API CUresult cuStreamDestroy_v2(CUstream stream)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(stream, KIND_STREAM)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    result = stream_drain(stream);
    stream_free(&stream->head);
    END
}

API CUresult cuStreamSynchronize(CUstream stream)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(stream, KIND_STREAM)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (stream->capture) { stream->is_capture_broken = true; FAIL(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED); }
    result = stream_drain(stream);
    END
}

API CUresult cuStreamQuery(CUstream stream)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(stream, KIND_STREAM)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (stream->capture) { stream->is_capture_broken = true; FAIL(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED); }
    if (stream->pending.first)
    {
        result = stream_step(stream);
        if (result == CUDA_SUCCESS) { result = CUDA_ERROR_NOT_READY; }
    }
    END
}

API CUresult cuStreamWaitEvent(CUstream stream, CUevent event, unsigned flags)
{
    BEGIN_IN_CONTEXT
    if (flags) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (!object_is_alive(stream, KIND_STREAM) || !object_is_alive(event, KIND_EVENT)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (stream->capture || event->captured_in)
    {
        // One stream's capture is a chain: it may wait for itself and for nothing else.
        if (event->captured_in == stream->capture) { goto end; }
        stream->is_capture_broken |= stream->capture != NULL;
        FAIL(CUDA_ERROR_STREAM_CAPTURE_ISOLATION);
    }

    operation* item = operation_new(OPERATION_WAIT, 0);
    item->event = event;
    item->other = event->stream;
    item->position = event->position;
    result = stream_enqueue(stream, item);
    END
}
