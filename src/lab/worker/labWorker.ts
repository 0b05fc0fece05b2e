import { answerQuestion } from './answerQuestion.ts';
import { performTask } from './performTask.ts';

/** The one script of the page's workers, which share most of it; their names say what each does. */
self.onmessage = self.name === 'theory' ? answerQuestion : performTask;
