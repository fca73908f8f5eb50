/* Text to a graph, the same on every run. */
#include <graphviz/cgraph.h>
#include <string.h>

#include "draw.h"
#include "ids.h"

typedef struct {
    const char *text;
    gsize length;
} Channel;

static int
read_channel(void *data, char *buffer, int size)
{
    Channel *channel = data;
    gsize length = MIN(channel->length, (gsize)size);

    memcpy(buffer, channel->text, length);
    channel->text += length;
    channel->length -= length;
    return (int)length;
}

Agraph_t *
tm_draw_read(const char *text)
{
    const Agiodisc_t io = {read_channel, AgIoDisc.putstr, AgIoDisc.flush};
    Agdisc_t disc = {.id = g_memdup2(&tm_ids, sizeof tm_ids), .io = g_memdup2(&io, sizeof io)};
    Channel channel = {text, strlen(text)};

#ifdef HAVE_AGMEMDISC
    disc.mem = &AgMemDisc;
#endif
    return agread(&channel, &disc);
}
