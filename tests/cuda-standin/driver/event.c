// Events count how often they were recorded and how often that was reached.
#include "standin.h"
#include <stdlib.h>

void event_free(object* item)
{
    object_remove(item);
    free(item);
}

API CUresult cuEventCreate(CUevent* event, unsigned flags)
{
    BEGIN_IN_CONTEXT
    if (!event || flags & ~3u) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    *event = calloc(1, sizeof **event);
    (*event)->has_timing = !(flags & CU_EVENT_DISABLE_TIMING);
    object_add(&(*event)->head, KIND_EVENT);
    END
}

API CUresult cuEventDestroy_v2(CUevent event)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(event, KIND_EVENT)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    // Whoever still waits for it gets what it waits for.
    if (event->completed < event->issued) { result = stream_drain_all(); }
    event_free(&event->head);
    END
}

API CUresult cuEventRecord(CUevent event, CUstream stream)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(event, KIND_EVENT) || !object_is_alive(stream, KIND_STREAM)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (stream->capture)
    {
        event->captured_in = stream->capture;
        goto end;
    }

    operation* item = operation_new(OPERATION_RECORD, 0);
    item->event = event;
    item->sequence = ++event->issued;
    event->stream = stream;
    event->captured_in = NULL;
    result = stream_enqueue(stream, item);
    event->position = stream->issued;
    END
}

API CUresult cuEventSynchronize(CUevent event)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(event, KIND_EVENT)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (event->captured_in) { FAIL(CUDA_ERROR_CAPTURED_EVENT); }
    result = stream_drain_until(event->stream, event->position);
    END
}

API CUresult cuEventQuery(CUevent event)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(event, KIND_EVENT)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (event->captured_in) { FAIL(CUDA_ERROR_CAPTURED_EVENT); }
    if (event->completed < event->issued)
    {
        result = event->stream && event->stream->pending.first ? stream_step(event->stream) : CUDA_SUCCESS;
        if (result == CUDA_SUCCESS) { result = CUDA_ERROR_NOT_READY; }
    }
    END
}

API CUresult cuEventElapsedTime(float* milliseconds, CUevent start, CUevent end_event)
{
    BEGIN_IN_CONTEXT
    if (!milliseconds) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (!object_is_alive(start, KIND_EVENT) || !object_is_alive(end_event, KIND_EVENT)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (!start->has_timing || !end_event->has_timing || !start->issued || !end_event->issued) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (start->completed < start->issued || end_event->completed < end_event->issued) { FAIL(CUDA_ERROR_NOT_READY); }
    *milliseconds = (float)(end_event->milliseconds - start->milliseconds);
    END
}
