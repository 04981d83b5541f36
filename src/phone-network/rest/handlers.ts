import type { DialQueue } from '../dial-out.ts';
import { createCall, fetchCall, listCalls, updateCall } from './calls.ts';
import type { OperationName } from './operations.ts';
import {
  createMessage,
  deleteRecording,
  fetchConference,
  fetchNumber,
  fetchParticipant,
  fetchRecording,
  listNumbers,
  listParticipants,
  updateConference,
  updateNumber,
} from './others.ts';
import type { Handler } from './rest-request.ts';

/** Who acts upon which operation. */
export function handlersWith(queue: DialQueue): Readonly<Record<OperationName, Handler>> {
  return {
    'list-calls': listCalls,
    'create-call': createCall(queue),
    'fetch-call': fetchCall,
    'update-call': updateCall,
    'create-message': createMessage,
    'fetch-conference': fetchConference,
    'update-conference': updateConference,
    'list-participants': listParticipants,
    'fetch-participant': fetchParticipant,
    'fetch-recording': fetchRecording,
    'delete-recording': deleteRecording,
    'list-numbers': listNumbers,
    'fetch-number': fetchNumber,
    'update-number': updateNumber,
  };
}
