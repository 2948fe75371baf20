// Graphs: the operations that a stream was given while it was being captured, queued again with each launch.
#include "standin.h"
#include <stdlib.h>
#include <string.h>

static operation* copy_of(const operation* item)
{
    operation* copy = operation_new(item->kind, item->data_bytes);
    memcpy(copy, item, sizeof *item + item->data_bytes);
    copy->next = NULL;
    return copy;
}

static void copy_all(const operation_list* from, operation_list* to)
{
    for (const operation* item = from->first; item; item = item->next)
    {
        operation* copy = copy_of(item);
        if (to->last) { to->last->next = copy; }
        else { to->first = copy; }
        to->last = copy;
    }
}

API CUresult cuStreamBeginCapture_v2(CUstream stream, int mode)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(stream, KIND_STREAM)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (mode < CU_STREAM_CAPTURE_MODE_GLOBAL || mode > CU_STREAM_CAPTURE_MODE_RELAXED) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (stream->capture) { FAIL(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED); }
    stream->capture = calloc(1, sizeof *stream->capture);
    stream->capture_mode = mode;
    stream->is_capture_broken = false;
    END
}

API CUresult cuStreamEndCapture(CUstream stream, CUgraph* graph)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(stream, KIND_STREAM)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (!graph) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    *graph = NULL;
    if (!stream->capture) { FAIL(CUDA_ERROR_STREAM_CAPTURE_UNMATCHED); }
    struct standin_graph* captured = stream->capture;
    bool is_broken = stream->is_capture_broken;
    stream->capture = NULL;
    stream->is_capture_broken = false;
    if (is_broken)
    {
        operations_free(&captured->operations);
        free(captured);
        FAIL(CUDA_ERROR_STREAM_CAPTURE_INVALIDATED);
    }

    object_add(&captured->head, KIND_GRAPH);
    *graph = captured;
    END
}

API CUresult cuGraphInstantiateWithFlags(CUgraphExec* executable, CUgraph graph, unsigned long long flags)
{
    BEGIN_IN_CONTEXT
    if (!executable || flags) { FAIL(CUDA_ERROR_INVALID_VALUE); }
    if (!object_is_alive(graph, KIND_GRAPH)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    *executable = calloc(1, sizeof **executable);
    copy_all(&graph->operations, &(*executable)->operations);
    object_add(&(*executable)->head, KIND_GRAPH_EXEC);
    END
}

API CUresult cuGraphLaunch(CUgraphExec executable, CUstream stream)
{
    BEGIN_IN_CONTEXT
    if (!object_is_alive(executable, KIND_GRAPH_EXEC) || !object_is_alive(stream, KIND_STREAM)) { FAIL(CUDA_ERROR_INVALID_HANDLE); }
    if (stream->capture) { stream->is_capture_broken = true; FAIL(CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED); }
    copy_all(&executable->operations, &stream->pending);
    for (const operation* item = executable->operations.first; item; item = item->next) { stream->issued++; }
    END
}

static CUresult destroy(struct standin_graph* graph, object_kind kind)
{
    if (!object_is_alive(graph, kind)) { return CUDA_ERROR_INVALID_VALUE; }
    operations_free(&graph->operations);
    object_remove(&graph->head);
    free(graph);
    return CUDA_SUCCESS;
}

API CUresult cuGraphDestroy(CUgraph graph)
{
    BEGIN
    result = destroy(graph, KIND_GRAPH);
    END
}

API CUresult cuGraphExecDestroy(CUgraphExec executable)
{
    BEGIN
    result = destroy(executable, KIND_GRAPH_EXEC);
    END
}
